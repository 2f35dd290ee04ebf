package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.projection.deadletter.Poison;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.jspecify.annotations.Nullable;

/** Reads of a member only what is needed, and steps over the rest without making objects of it. */
final class KnownMemberCodec implements Codec<KnownMember> {
    private record Count(long seq, long own) {}

    @Override
    public KnownMember decode(BsonReader reader, DecoderContext context) {
        String id = "";
        Count latest = null;
        Count read = null;
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            switch (reader.readName()) {
                case ViewSchema.ID -> id = reader.readString();
                case Members.OWN_LATEST -> latest = count(reader);
                case Members.READ -> read = count(reader);
                default -> reader.skipValue();
            }
        }
        reader.readEndDocument();
        return known(id, latest, read);
    }

    private static Count count(BsonReader reader) {
        long seq = 0;
        long own = 0;
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            switch (reader.readName()) {
                case ViewSchema.SEQ -> seq = reader.readInt64();
                case ViewSchema.OWN -> own = reader.readInt64();
                default -> reader.skipValue();
            }
        }
        reader.readEndDocument();
        return new Count(seq, own);
    }

    /** Both are written when a member joins. */
    private static KnownMember known(String id, @Nullable Count latest, @Nullable Count read) {
        if (latest == null || read == null) {
            throw new Poison(
                    KnownMemberCodec.class.getName(),
                    "The views know marks of " + id + " but not its joining."
                            + " Rebuild the views: they and their tokens are not of one piece.");
        }
        return new KnownMember(id, latest.seq(), latest.own(), read.seq(), read.own());
    }

    @Override
    public void encode(BsonWriter writer, KnownMember member, EncoderContext context) {
        throw new UnsupportedOperationException("Members are only read here; ViewChanges change them.");
    }

    @Override
    public Class<KnownMember> getEncoderClass() {
        return KnownMember.class;
    }
}
