/** Results for people and as JSON. */
@NullMarked
package io.parley.load.report;

import org.jspecify.annotations.NullMarked;
