/** Wiring of the command side. */
@NullMarked
package io.parley.command.config;

import org.jspecify.annotations.NullMarked;
