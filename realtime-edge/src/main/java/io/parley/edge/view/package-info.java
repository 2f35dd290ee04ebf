/** The way from the edge to the views, and what this node knows that a view may not show yet. */
@NullMarked
package io.parley.edge.view;

import org.jspecify.annotations.NullMarked;
