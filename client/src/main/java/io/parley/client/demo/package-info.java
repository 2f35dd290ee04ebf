/** Two people and a late-comer who chat for show: the README's first screen. */
@NullMarked
package io.parley.client.demo;

import org.jspecify.annotations.NullMarked;
