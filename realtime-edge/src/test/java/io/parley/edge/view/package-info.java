/** Tests of how the edge asks the views. */
@NullMarked
package io.parley.edge.view;

import org.jspecify.annotations.NullMarked;
