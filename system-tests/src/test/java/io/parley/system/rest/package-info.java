/** Stories of clients that speak REST. */
@NullMarked
package io.parley.system.rest;

import org.jspecify.annotations.NullMarked;
