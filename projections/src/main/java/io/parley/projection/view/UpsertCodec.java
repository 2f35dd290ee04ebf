package io.parley.projection.view;

import io.parley.engines.mongo.ViewSchema;
import java.util.function.BiConsumer;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.Encoder;
import org.bson.codecs.EncoderContext;

/**
 * Writes changes into the driver's own buffer, without documents in between. As a whole, a change is the document that it
 * inserts; what an update consists of is written by {@link #SELECTOR} and {@link #OPERATORS}.
 */
final class UpsertCodec implements Codec<Upsert> {
    /** Names the document that is changed. */
    static final Encoder<Upsert> SELECTOR = new Part((writer, change) -> writeId(writer, change));

    /** What is changed in it. */
    static final Encoder<Upsert> OPERATORS = new Part((writer, change) -> {
        writeOperator(writer, "$setOnInsert", change.onceFields());
        writeOperator(writer, "$max", change.latestFields());
        writeOperator(writer, "$min", change.earliestFields());
    });

    private static final Encoder<Upsert> WHOLE = new Part((writer, change) -> {
        writeId(writer, change);
        BsonValues.writeFields(writer, change.onceFields());
    });

    private record Part(BiConsumer<BsonWriter, Upsert> fields) implements Encoder<Upsert> {
        @Override
        public void encode(BsonWriter writer, Upsert change, EncoderContext context) {
            writer.writeStartDocument();
            fields.accept(writer, change);
            writer.writeEndDocument();
        }

        @Override
        public Class<Upsert> getEncoderClass() {
            return Upsert.class;
        }
    }

    private static void writeId(BsonWriter writer, Upsert change) {
        writer.writeString(ViewSchema.ID, change.id());
    }

    private static void writeOperator(BsonWriter writer, String operator, Fields fields) {
        if (!fields.isEmpty()) {
            writer.writeName(operator);
            BsonValues.writeDocument(writer, fields);
        }
    }

    @Override
    public void encode(BsonWriter writer, Upsert change, EncoderContext context) {
        WHOLE.encode(writer, change, context);
    }

    @Override
    public Class<Upsert> getEncoderClass() {
        return Upsert.class;
    }

    @Override
    public Upsert decode(BsonReader reader, DecoderContext context) {
        throw new UnsupportedOperationException("Changes are written and never read; read documents instead.");
    }
}
