/** What the hot pieces of Parley cost, each alone. Those of package-private classes stand in the packages of these. */
@NullMarked
package io.parley.benchmark;

import org.jspecify.annotations.NullMarked;
