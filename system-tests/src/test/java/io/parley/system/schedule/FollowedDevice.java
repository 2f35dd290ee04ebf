package io.parley.system.schedule;

import io.parley.edge.timeline.SimulatedStreams;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import tools.jackson.databind.JsonNode;

/** A device that opens one stream after the other from its cursors, and notes the first thing that is wrong. */
final class FollowedDevice {
    private final UserId user;
    private final SimulatedStreams streams;
    private final Map<String, Long> cursors = new HashMap<>();
    private Map<ChatId, Long> there = Map.of();
    private @Nullable Subscription stream;
    private @Nullable String wrong;
    private boolean caughtUp;

    FollowedDevice(UserId user, SimulatedStreams streams) {
        this.user = user;
        this.streams = streams;
    }

    /** @param shown what the view shows at this moment, and so what must come before CAUGHT_UP */
    void reopen(Map<ChatId, Long> shown) {
        if (stream != null) {
            stream.cancel();
        }
        there = shown;
        caughtUp = false;
        stream = streams.open(user, cursors, this::received, failure -> wrong("the stream failed: " + failure));
    }

    boolean isClosed() {
        return stream == null;
    }

    void request(long count) {
        if (stream != null) {
            stream.request(count);
        }
    }

    private void received(JsonNode envelope) {
        String type = envelope.get("type").asString();
        if (type.equals("CAUGHT_UP")) {
            caughtUp();
        } else if (envelope.has("seq")) {
            String chat = envelope.get("chatId").asString();
            long seq = envelope.get("seq").asLong();
            long held = cursors.getOrDefault(chat, -1L);
            if (seq != held + 1) {
                wrong(seq + " of " + chat + " came after " + held);
            }
            cursors.put(chat, seq);
        } else {
            wrong("a " + type + " came");
        }
    }

    private void caughtUp() {
        if (caughtUp) {
            wrong("CAUGHT_UP came twice");
        }
        caughtUp = true;
        there.forEach((chat, head) -> {
            if (held(chat) < head) {
                wrong("CAUGHT_UP came with " + chat + " at " + held(chat) + " of " + head);
            }
        });
    }

    private long held(ChatId chat) {
        return cursors.getOrDefault(chat.value(), -1L);
    }

    private void wrong(String what) {
        if (wrong == null) {
            wrong = user + ": " + what;
        }
    }

    /** The first thing that went wrong, or what is missing of all that was stored, or null. */
    @Nullable
    String verdict(Map<ChatId, Long> stored) {
        stored.forEach((chat, head) -> {
            if (held(chat) < head) {
                wrong(chat + " ends at " + held(chat) + " of " + head);
            }
        });
        if (!caughtUp) {
            wrong("CAUGHT_UP never came");
        }
        return wrong;
    }

    boolean isComplete(Map<ChatId, Long> stored) {
        return caughtUp && stored.entrySet().stream().allMatch(chat -> held(chat.getKey()) >= chat.getValue());
    }
}
