/** A server that only seems to be one: what a workload finds wrong can be planted in it. */
@NullMarked
package io.parley.load.stub;

import org.jspecify.annotations.NullMarked;
