/** What one instance owns on its machine: its data directory and its ports. */
@NullMarked
package io.parley.embedded.home;

import org.jspecify.annotations.NullMarked;
