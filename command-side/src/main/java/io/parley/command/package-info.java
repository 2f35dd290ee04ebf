/** The write side: decides commands against aggregates and stores what happened as events. */
@NullMarked
package io.parley.command;

import org.jspecify.annotations.NullMarked;
