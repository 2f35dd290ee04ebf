/** The published language of Parley: what its roles say to each other. Depends on nothing of ours. */
@NullMarked
package io.parley.shared;

import org.jspecify.annotations.NullMarked;
