package io.parley.load.page;

import io.parley.load.wire.Wire;
import java.util.function.Supplier;

/** One who asks for pages: its connection, and its next question. */
record Reader(Wire wire, Supplier<Question> next) {}
