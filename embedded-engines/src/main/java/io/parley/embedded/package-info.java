/** PostgreSQL, Redis and MongoDB for one machine: started, adopted and stopped with the program that uses them. */
@NullMarked
package io.parley.embedded;

import org.jspecify.annotations.NullMarked;
