/** The clients of a run: what they mean to do, how they do it, and what they hold. */
@NullMarked
package io.parley.check.device;

import org.jspecify.annotations.NullMarked;
