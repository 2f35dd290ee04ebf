/** What a person can choose on the command line. */
@NullMarked
package io.parley.load.settings;

import org.jspecify.annotations.NullMarked;
