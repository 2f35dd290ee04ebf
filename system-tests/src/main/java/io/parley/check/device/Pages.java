package io.parley.check.device;

import io.parley.check.history.Envelope;
import io.parley.check.history.Envelopes;
import io.parley.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pages of history. */
final class Pages {
    record Page(List<Envelope.Entry> items, boolean more) {}

    private Pages() {}

    /** Empty where no answer came. */
    static Optional<Page> after(Envelopes envelopes, Session session, String chatId, long afterSeq, int limit) {
        return Answers.value(session.ask(
                        "history",
                        Json.object()
                                .put("chatId", chatId)
                                .put("afterSeq", afterSeq)
                                .put("limit", limit)))
                .map(answer -> page(envelopes, answer));
    }

    private static Page page(Envelopes envelopes, JsonNode answer) {
        List<Envelope.Entry> items = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            if (envelopes.read(item) instanceof Envelope.Entry entry) {
                items.add(entry);
            }
        }
        return new Page(items, answer.path("more").asBoolean(false));
    }
}
