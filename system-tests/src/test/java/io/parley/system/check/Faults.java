package io.parley.system.check;

import io.parley.client.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The faults that a server between could have. */
final class Faults {
    private Faults() {}

    /** Acknowledges one message that it never stores. */
    static final class AckBeforeCommit extends Fault {
        private final AtomicReference<@Nullable String> victim = new AtomicReference<>();

        @Override
        Mono<JsonNode> answer(
                String device, String route, ObjectNode request, Function<ObjectNode, Mono<JsonNode>> forward) {
            String clientMsgId = request.path("clientMsgId").asString("");
            if (!route.equals("message.send")
                    || !(victim.compareAndSet(null, clientMsgId) || clientMsgId.equals(victim.get()))) {
                return forward.apply(request);
            }
            plant();
            return Mono.just(Json.object()
                    .put("clientMsgId", clientMsgId)
                    .put("messageId", "lost.1")
                    .put("chatId", request.path("chatId").asString())
                    .put("seq", 1)
                    .put("sentAt", "2026-01-02T03:04:05.600Z"));
        }
    }

    /** Stores one message a second time, under the same clientMsgId for all who look. */
    static final class StoredTwice extends Fault {
        private final Map<String, String> originals = new ConcurrentHashMap<>();

        @Override
        Mono<JsonNode> answer(
                String device, String route, ObjectNode request, Function<ObjectNode, Mono<JsonNode>> forward) {
            Mono<JsonNode> answer = forward.apply(request);
            if (route.equals("history")) {
                return answer.doOnNext(page -> page.path("items").forEach(item -> disguise((ObjectNode) item)));
            }
            if (!route.equals("message.send") || isPlanted()) {
                return answer;
            }
            plant();
            String second = UUID.randomUUID().toString();
            originals.put(second, request.path("clientMsgId").asString());
            return answer.flatMap(first ->
                    forward.apply(request.deepCopy().put("clientMsgId", second)).thenReturn(first));
        }

        @Override
        Function<ObjectNode, List<ObjectNode>> stream(String device) {
            return envelope -> List.of(disguise(envelope));
        }

        private ObjectNode disguise(ObjectNode envelope) {
            String original = originals.get(envelope.path("clientMsgId").asString(""));
            return original == null ? envelope : envelope.put("clientMsgId", original);
        }
    }

    /** Says of the newest chat in each inbox, when all is over, that there is one more to read. */
    static final class UnreadOffByOne extends Fault {
        UnreadOffByOne() {
            plant();
        }

        @Override
        Mono<JsonNode> answer(
                String device, String route, ObjectNode request, Function<ObjectNode, Mono<JsonNode>> forward) {
            return forward.apply(request).doOnNext(answer -> {
                if (route.equals("inbox") && answer.path("chats").path(0) instanceof ObjectNode row) {
                    row.put("unread", row.path("unread").asLong() + 1);
                }
            });
        }
    }

    /** Changes the live part of one stream, once, or whatever of it later streams bring again. */
    private abstract static class OnOneStream extends Fault {
        private final AtomicReference<@Nullable String> victim = new AtomicReference<>();

        @Override
        Function<ObjectNode, List<ObjectNode>> stream(String device) {
            boolean[] live = new boolean[1];
            return envelope -> {
                live[0] |= isOfType(envelope, "CAUGHT_UP");
                if (!live[0] && !device.equals(victim.get())) {
                    return List.of(envelope);
                }
                return tamper(envelope, () -> {
                    boolean first = victim.compareAndSet(null, device);
                    return first || device.equals(victim.get());
                });
            };
        }

        abstract List<ObjectNode> tamper(ObjectNode envelope, BooleanSupplier mayStrike);
    }

    /** Delivers one message twice. */
    static final class DeliveredTwice extends OnOneStream {
        @Override
        List<ObjectNode> tamper(ObjectNode envelope, BooleanSupplier mayStrike) {
            if (isPlanted() || !isOfType(envelope, "MESSAGE") || !mayStrike.getAsBoolean()) {
                return List.of(envelope);
            }
            plant();
            return List.of(envelope, envelope);
        }
    }

    /** Takes back what a user confirmed. */
    static final class BackwardReceipt extends OnOneStream {
        @Override
        List<ObjectNode> tamper(ObjectNode envelope, BooleanSupplier mayStrike) {
            long upTo = envelope.path("upTo").asLong(-1);
            if (isPlanted() || upTo < 1 || !mayStrike.getAsBoolean()) {
                return List.of(envelope);
            }
            plant();
            return List.of(envelope, envelope.deepCopy().put("upTo", upTo - 1));
        }
    }

    /** Never delivers some of a chat to one device, whichever stream it would come on. */
    static final class Withheld extends OnOneStream {
        private final AtomicReference<@Nullable ObjectNode> first = new AtomicReference<>();
        private final boolean andAllAfter;

        /** One message alone, which makes a hole, or all that follow too, so that the chat's last one is lost. */
        Withheld(boolean andAllAfter) {
            this.andAllAfter = andAllAfter;
        }

        @Override
        List<ObjectNode> tamper(ObjectNode envelope, BooleanSupplier mayStrike) {
            if (isOfType(envelope, "MESSAGE") && envelope.path("seq").asLong() > 1 && mayStrike.getAsBoolean()) {
                first.compareAndSet(null, envelope);
            }
            ObjectNode withheld = first.get();
            if (withheld == null || !mayStrike.getAsBoolean() || !isWithheld(withheld, envelope)) {
                return List.of(envelope);
            }
            plant();
            return List.of();
        }

        private boolean isWithheld(ObjectNode withheld, ObjectNode envelope) {
            long from = withheld.path("seq").asLong();
            long seq = envelope.path("seq").asLong(envelope.path("toSeq").asLong(-1));
            return envelope.path("chatId").equals(withheld.path("chatId")) && (andAllAfter ? seq >= from : seq == from);
        }
    }

    /** Delivers one message after the one that follows it. */
    static final class Swapped extends Fault {
        @Override
        Function<ObjectNode, List<ObjectNode>> stream(String device) {
            AtomicReference<@Nullable ObjectNode> held = new AtomicReference<>();
            boolean[] live = new boolean[1];
            return envelope -> {
                live[0] |= isOfType(envelope, "CAUGHT_UP");
                ObjectNode before = held.get();
                if (before == null) {
                    boolean holds = live[0] && !isPlanted() && isOfType(envelope, "MESSAGE");
                    held.set(holds ? envelope : null);
                    return holds ? List.of() : List.of(envelope);
                }
                if (!isOfType(envelope, "MESSAGE") || !envelope.path("chatId").equals(before.path("chatId"))) {
                    return List.of(envelope);
                }
                held.set(null);
                return swap() ? List.of(envelope, before) : List.of(before, envelope);
            };
        }

        private synchronized boolean swap() {
            boolean first = !isPlanted();
            plant();
            return first;
        }
    }
}
