package io.parley.query.view;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * Reads documents of a view as they come, field by field. Made into a map each, with a map for each part, they cost more
 * than all that is done with them.
 *
 * @param read reads one document
 */
public record ViewCodec<T>(Class<T> type, Function<BsonReader, T> read) implements Codec<T> {
    /** A collection of the views whose documents are read in this way. */
    public static <T> MongoCollection<T> collection(
            MongoDatabase database, String name, Class<T> type, Function<BsonReader, T> read) {
        return database.getCollection(name, type)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new ViewCodec<>(type, read)), database.getCodecRegistry()));
    }

    /** Reads a document; {@code field} gets each name that has a value, and has to read that or skip it. */
    public static void fields(BsonReader reader, BiConsumer<String, BsonReader> field) {
        reader.readStartDocument();
        for (BsonType type = reader.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = reader.readBsonType()) {
            String name = reader.readName();
            if (type == BsonType.NULL) {
                reader.readNull();
            } else {
                field.accept(name, reader);
            }
        }
        reader.readEndDocument();
    }

    @Override
    public T decode(BsonReader reader, DecoderContext context) {
        return read.apply(reader);
    }

    @Override
    public void encode(BsonWriter writer, T value, EncoderContext context) {
        throw new UnsupportedOperationException("Views are written by the projections alone.");
    }

    @Override
    public Class<T> getEncoderClass() {
        return type;
    }
}
