/** The bus that runs command handlers: in order for each aggregate, side by side for different ones. */
@NullMarked
package io.parley.command.bus;

import org.jspecify.annotations.NullMarked;
