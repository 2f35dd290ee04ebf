/** Who breaks things, and what it breaks. */
@NullMarked
package io.parley.check.nemesis;

import org.jspecify.annotations.NullMarked;
