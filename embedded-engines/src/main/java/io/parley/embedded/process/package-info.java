/** Running other programs: their files, their processes and what they say when they fail. */
@NullMarked
package io.parley.embedded.process;

import org.jspecify.annotations.NullMarked;
