package io.parley.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.timeline.MessageEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

class StoredEnvelopeTest {
    @Test
    void isTheSameAsJsonAndAsAnObject() {
        Document plain = message("plain", "Grüß \"dich\"\n👋".getBytes(StandardCharsets.UTF_8));
        assertSame(plain);
        assertSame(message("ciphertext", new byte[] {0, -1, 7}));
        assertSame(message("later", new byte[] {1}));
        assertSame(plain.append(Timeline.REPLY_TO, "c1.3").append(Timeline.THREAD_OF, "c1.1"));
        assertSame(plain.append(Timeline.MENTIONS, List.of("ann", "bob")));
        assertSame(plain.append(ViewSchema.AT, Date.from(Instant.parse("2026-11-22T10:00:00Z"))));
        assertSame(created().append(Timeline.TITLE, "Lake"));
        assertSame(created().append(Timeline.TITLE, null));
    }

    @Test
    void takesFieldsInAnyOrderAndSkipsThoseItDoesNotKnow() {
        Document message = message("plain", new byte[] {'x'});
        Document turned = new Document("later", new Document("nested", List.of(1, "two")));
        List<String> names = List.copyOf(message.keySet());
        for (int i = names.size() - 1; i >= 0; i--) {
            turned.append(names.get(i), message.get(names.get(i)));
        }
        assertThat(stored(turned).json()).isEqualTo(stored(message).json());
        assertThat(((MessageEnvelope) stored(turned).envelope()).text()).isEqualTo("x");
    }

    @Test
    void ofATypeOfALaterVersionIsNotGuessed() {
        Document unknown = message("plain", new byte[0]).append(Timeline.TYPE, "POLL");
        assertThatThrownBy(() -> stored(unknown).json()).hasMessageContaining("POLL");
    }

    private static void assertSame(Document document) {
        StoredEnvelope stored = stored(document);
        TimelineEnvelope envelope = stored.envelope();
        assertThat(ParleyJson.mapper().readTree(stored.json()))
                .isEqualTo(ParleyJson.mapper().readTree(ParleyJson.mapper().writeValueAsBytes(envelope)));
        assertThat(ParleyJson.mapper().readValue(stored.json(), TimelineEnvelope.class))
                .isEqualTo(envelope);
    }

    private static StoredEnvelope stored(Document document) {
        return StoredEnvelope.read(new RawBsonDocument(document, new DocumentCodec()).asBsonReader());
    }

    private static Document message(String scheme, byte[] bytes) {
        return new Document(ViewSchema.ID, "c1:000000000012")
                .append(Timeline.TYPE, Timeline.MESSAGE)
                .append(ViewSchema.AT, Date.from(Instant.parse("2026-11-22T10:00:00.120Z")))
                .append(Timeline.FROM, "ann")
                .append(ViewSchema.ORDINAL, 12L)
                .append(Timeline.MESSAGE_ID, "c1.12")
                .append(Timeline.CLIENT_MSG_ID, "0190b0a2-0000-7000-8000-000000000001")
                .append(
                        Timeline.CONTENT,
                        new Document(Timeline.SCHEME, scheme).append(Timeline.BYTES, new Binary(bytes)));
    }

    private static Document created() {
        return new Document(ViewSchema.ID, "c1:000000000000")
                .append(Timeline.TYPE, Timeline.CHAT_CREATED)
                .append(ViewSchema.AT, Date.from(Instant.parse("2026-11-22T10:00:00Z")))
                .append(Timeline.FROM, "ann")
                .append(Timeline.KIND, "GROUP")
                .append(Timeline.ENCRYPTED, true)
                .append(Timeline.MEMBERS, List.of("ann", "bob"))
                .append(Timeline.MEMBER_COUNT, 2L);
    }
}
