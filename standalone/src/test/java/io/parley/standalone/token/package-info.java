/** Tests of the development issuer. */
@NullMarked
package io.parley.standalone.token;

import org.jspecify.annotations.NullMarked;
