/** From any fault to the problem that a client may see. */
@NullMarked
package io.parley.edge.problem;

import org.jspecify.annotations.NullMarked;
