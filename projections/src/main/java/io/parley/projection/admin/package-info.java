/** What administrators do over HTTP, and who may. */
@NullMarked
package io.parley.projection.admin;

import org.jspecify.annotations.NullMarked;
