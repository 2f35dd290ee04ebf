package io.parley.projection.timeline;

import io.parley.shared.chat.ChatEvent;

/** An event and its place in its chat. */
record TimelineEntry(ChatEvent event, long seq) {}
