/** Tests of what the client does before and without a server. */
@NullMarked
package io.parley.client;

import org.jspecify.annotations.NullMarked;
