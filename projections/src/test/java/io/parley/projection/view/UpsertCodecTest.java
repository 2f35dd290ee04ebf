package io.parley.projection.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocumentWrapper;
import org.bson.Document;
import org.bson.codecs.Encoder;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** What is written is, byte for byte, what the driver's own codecs write of the same documents. */
class UpsertCodecTest {
    private static final String TEXTS = "abc é€😀\n\u0000:$.\"";

    @Property(tries = 300)
    void insertsTheSameBytesAsTheDriver(@ForAll long seed) {
        Random random = new Random(seed);
        Document expected = new Document("_id", "c1:" + text(random));
        Upsert change = new Upsert(expected.getString("_id"));
        for (int i = random.nextInt(20); i >= 0; i--) {
            Object value = value(random, 2);
            change.once("field" + i, ours(value));
            expected.append("field" + i, value);
        }
        assertThat(change.model()).isInstanceOf(InsertOneModel.class);
        assertThat(bytes(change, new UpsertCodec())).isEqualTo(bytes(expected));
    }

    @Property(tries = 300)
    void updatesWithTheSameBytesAsTheDriver(@ForAll long seed) {
        Random random = new Random(seed);
        Upsert change = new Upsert(text(random));
        Document once = new Document();
        Document latest = new Document();
        Document earliest = new Document();
        for (int i = random.nextInt(12); i >= 0; i--) {
            Object value = value(random, 2);
            change.once("once" + i % 7, ours(value));
            once.append("once" + i % 7, value);
            long seq = random.nextInt(5);
            Document versioned = new Document("seq", seq).append("at", seq == 0 ? null : Instant.ofEpochMilli(seq));
            change.latest("latest" + i % 3, ours(versioned));
            latest.merge("latest" + i % 3, versioned, UpsertCodecTest::later);
            Instant time = Instant.ofEpochMilli(random.nextInt(9));
            change.earliest("r." + i % 4, time);
            earliest.merge("r." + i % 4, time, UpsertCodecTest::earlier);
        }
        UpdateOneModel<Upsert> model = (UpdateOneModel<Upsert>) change.model();
        assertThat(bytes(model.getFilter())).isEqualTo(bytes(new Document("_id", change.id())));
        Document update =
                new Document("$setOnInsert", once).append("$max", latest).append("$min", earliest);
        assertThat(bytes(Objects.requireNonNull(model.getUpdate()))).isEqualTo(bytes(update));
    }

    @Test
    void leavesOutOperatorsThatChangeNothing() {
        Upsert change = new Upsert("c1").earliest("r.7", Instant.EPOCH);
        UpdateOneModel<Upsert> model = (UpdateOneModel<Upsert>) change.model();
        assertThat(bytes(Objects.requireNonNull(model.getUpdate())))
                .isEqualTo(bytes(new Document("$min", new Document("r.7", Instant.EPOCH))));
    }

    @Test
    void refusesWhatViewsDoNotHold() {
        Upsert change = new Upsert("c1").once("number", 1.5);
        assertThatThrownBy(() -> bytes(change, new UpsertCodec()))
                .isInstanceOf(CodecConfigurationException.class)
                .hasMessageContaining("java.lang.Double");
    }

    private static Object later(Object one, Object other) {
        return ((Document) one).getLong("seq") >= ((Document) other).getLong("seq") ? one : other;
    }

    private static Object earlier(Object one, Object other) {
        return ((Instant) one).isAfter((Instant) other) ? other : one;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean();
            case 2 -> Instant.ofEpochMilli(random.nextInt());
            case 3 -> new Binary((byte) random.nextInt(6), text(random).getBytes(StandardCharsets.UTF_8));
            case 4 -> text(random);
            case 5 -> List.of(value(random, depth - 1), value(random, depth - 1));
            default -> document(random, depth);
        };
    }

    private static Document document(Random random, int depth) {
        Document document = new Document();
        for (int i = random.nextInt(6); i >= 0; i--) {
            document.append("f" + i, random.nextInt(5) == 0 ? null : value(random, depth - 1));
        }
        return document;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(40), 0, TEXTS.codePointCount(0, TEXTS.length()))
                .forEach(at -> text.appendCodePoint(TEXTS.codePointAt(TEXTS.offsetByCodePoints(0, at))));
        return text.toString();
    }

    /** The same value as views are given it. */
    private static Object ours(Object value) {
        if (value instanceof Document document) {
            Fields fields = new Fields();
            for (Map.Entry<String, Object> field : document.entrySet()) {
                fields.and(field.getKey(), field.getValue() == null ? null : ours(field.getValue()));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(element -> values.add(ours(element)));
            return values;
        }
        return value;
    }

    private static byte[] bytes(Document document) {
        return bytes(document, MongoClientSettings.getDefaultCodecRegistry().get(Document.class));
    }

    private static byte[] bytes(Object bson) {
        return wrapped((BsonDocumentWrapper<?>) bson);
    }

    private static <T> byte[] wrapped(BsonDocumentWrapper<T> document) {
        return bytes(document.getWrappedDocument(), document.getEncoder());
    }

    private static <T> byte[] bytes(T value, Encoder<T> encoder) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            encoder.encode(writer, value, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }
}
