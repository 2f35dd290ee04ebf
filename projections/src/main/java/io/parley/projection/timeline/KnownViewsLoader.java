package io.parley.projection.timeline;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Holes;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.shared.receipt.MessagesRead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.springframework.stereotype.Component;

/** Reads what a batch needs from the views, one read per collection. Only READ marks need anything. */
@Component
class KnownViewsLoader {
    private final MongoCollection<Document> timeline;
    private final MongoCollection<Document> holes;
    private final MongoCollection<KnownMember> members;

    KnownViewsLoader(MongoDatabase database) {
        this.timeline = database.getCollection(Timeline.COLLECTION);
        this.holes = database.getCollection(Holes.COLLECTION);
        this.members = database.getCollection(Members.COLLECTION, KnownMember.class)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new KnownMemberCodec()), database.getCodecRegistry()));
    }

    KnownViews load(EventBatch batch) {
        Map<String, MessagesRead> reads = new LinkedHashMap<>();
        for (MessagesRead read : batch.furthestReads()) {
            reads.put(ViewIds.member(read.chatId(), read.userId()), read);
        }
        if (reads.isEmpty()) {
            return KnownViews.NONE;
        }
        Map<String, KnownMember> known = new HashMap<>();
        Map<String, Long> searched = new HashMap<>();
        for (KnownMember member :
                members.find(Filters.in(ViewSchema.ID, reads.keySet())).into(new ArrayList<>())) {
            known.put(member.id(), member);
            MessagesRead read = reads.get(member.id());
            if (read != null && member.mustSearch(read.upTo())) {
                searched.put(member.id(), ownAtMark(read, member));
            }
        }
        return new KnownViews(reads, ordinals(reads.values(), batch), known, searched);
    }

    /** At each place where marks stand; the batch holds most of them itself. */
    private Map<String, Long> ordinals(Collection<MessagesRead> reads, EventBatch batch) {
        Set<String> open = new LinkedHashSet<>();
        for (MessagesRead read : reads) {
            open.add(ViewIds.timeline(read.chatId(), read.upTo()));
        }
        Map<String, Long> ordinals = new HashMap<>();
        for (TimelineEntry entry : batch.timeline()) {
            if (open.remove(entry.id())) {
                ordinals.put(entry.id(), entry.ordinal());
            }
        }
        find(timeline, open, ordinals);
        find(holes, open, ordinals);
        return ordinals;
    }

    /** Moves what the collection holds from {@code open} to {@code ordinals}. */
    private static void find(MongoCollection<Document> collection, Set<String> open, Map<String, Long> ordinals) {
        if (open.isEmpty()) {
            return;
        }
        List<Document> found = collection
                .find(Filters.in(ViewSchema.ID, open))
                .projection(Projections.include(ViewSchema.ORDINAL))
                .into(new ArrayList<>());
        for (Document document : found) {
            String id = document.getString(ViewSchema.ID);
            ordinals.put(id, document.getLong(ViewSchema.ORDINAL));
            open.remove(id);
        }
    }

    /** Searches down to the mark before, so that all searches for one member together pass each seq once. */
    private long ownAtMark(MessagesRead read, KnownMember member) {
        Document last = timeline.find(Filters.and(
                        Filters.gt(ViewSchema.ID, ViewIds.timeline(read.chatId(), member.readSeq())),
                        Filters.lte(ViewSchema.ID, ViewIds.timeline(read.chatId(), read.upTo())),
                        Filters.eq(Timeline.TYPE, Timeline.MESSAGE),
                        Filters.eq(Timeline.FROM, read.userId().value())))
                .sort(Sorts.descending(ViewSchema.ID))
                .projection(Projections.include(ViewSchema.OWN))
                .first();
        return last == null ? member.readOwn() : last.getLong(ViewSchema.OWN);
    }
}
