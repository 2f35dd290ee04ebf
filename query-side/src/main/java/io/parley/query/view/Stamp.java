package io.parley.query.view;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import java.time.Instant;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/** A part of a chat's or member's document: what held from a seq on. What the part does not have is 0 or null. */
final class Stamp {
    long seq = -1;
    long ordinal;
    long own;
    long firstSeq;
    long number;

    @Nullable
    String text;

    @Nullable
    Instant at;

    static Stamp read(BsonReader reader) {
        Stamp stamp = new Stamp();
        ViewCodec.fields(reader, stamp::field);
        return stamp;
    }

    private void field(String name, BsonReader reader) {
        switch (name) {
            case ViewSchema.SEQ -> seq = reader.readInt64();
            case ViewSchema.ORDINAL -> ordinal = reader.readInt64();
            case ViewSchema.OWN -> own = reader.readInt64();
            case Members.FIRST_SEQ -> firstSeq = reader.readInt64();
            case ViewSchema.AT -> at = Instant.ofEpochMilli(reader.readDateTime());
            case ViewSchema.VALUE -> value(reader);
            default -> reader.skipValue();
        }
    }

    private void value(BsonReader reader) {
        if (reader.getCurrentBsonType() == BsonType.STRING) {
            text = reader.readString();
        } else {
            number = reader.readInt64();
        }
    }
}
