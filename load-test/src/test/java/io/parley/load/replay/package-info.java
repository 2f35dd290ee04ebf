/** Tests of the measuring itself: a benchmark that lies is worse than none. */
@NullMarked
package io.parley.load.replay;

import org.jspecify.annotations.NullMarked;
