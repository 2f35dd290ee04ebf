/** What all REST resources share: identity, bodies and problems. */
@NullMarked
package io.parley.edge.rest;

import org.jspecify.annotations.NullMarked;
