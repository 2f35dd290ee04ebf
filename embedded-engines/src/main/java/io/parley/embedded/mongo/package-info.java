/** The views' MongoDB: the machine's own mongod as a child, or a stand-in in memory. */
@NullMarked
package io.parley.embedded.mongo;

import org.jspecify.annotations.NullMarked;
