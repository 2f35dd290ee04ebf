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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Reads what a batch needs from the views, one read per collection. Only READ marks need anything. */
@Component
class KnownViewsLoader {
    private final MongoCollection<Document> timeline;
    private final MongoCollection<Document> holes;
    private final MongoCollection<Document> members;

    KnownViewsLoader(MongoDatabase database) {
        this.timeline = database.getCollection(Timeline.COLLECTION);
        this.holes = database.getCollection(Holes.COLLECTION);
        this.members = database.getCollection(Members.COLLECTION);
    }

    KnownViews load(EventBatch batch) {
        Collection<MessagesRead> reads = batch.furthestReads();
        if (reads.isEmpty()) {
            return KnownViews.NONE;
        }
        Map<String, KnownMember> known = members(reads);
        Map<String, Long> searched = new HashMap<>();
        for (MessagesRead read : reads) {
            String id = ViewIds.member(read.chatId(), read.userId());
            KnownMember member = known.get(id);
            if (member != null && member.mustSearch(read.upTo())) {
                searched.put(id, ownAtMark(read, member));
            }
        }
        return new KnownViews(ordinals(marked(reads, batch)), known, searched);
    }

    /** Where marks stand, without what the batch holds itself. */
    private static List<String> marked(Collection<MessagesRead> reads, EventBatch batch) {
        Set<String> ids = new LinkedHashSet<>();
        reads.forEach(read -> ids.add(ViewIds.timeline(read.chatId(), read.upTo())));
        batch.timeline()
                .forEach(entry -> ids.remove(ViewIds.timeline(entry.event().chatId(), entry.seq())));
        return List.copyOf(ids);
    }

    private Map<String, Long> ordinals(List<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> ordinals = ordinals(timeline, ids);
        List<String> missing =
                ids.stream().filter(id -> !ordinals.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            ordinals.putAll(ordinals(holes, missing));
        }
        return ordinals;
    }

    private static Map<String, Long> ordinals(MongoCollection<Document> collection, List<String> ids) {
        Map<String, Long> ordinals = new HashMap<>();
        for (Document document :
                collection.find(Filters.in(ViewSchema.ID, ids)).projection(Projections.include(ViewSchema.ORDINAL))) {
            ordinals.put(document.getString(ViewSchema.ID), document.getLong(ViewSchema.ORDINAL));
        }
        return ordinals;
    }

    private Map<String, KnownMember> members(Collection<MessagesRead> reads) {
        List<String> ids = reads.stream()
                .map(read -> ViewIds.member(read.chatId(), read.userId()))
                .toList();
        Map<String, KnownMember> known = new HashMap<>();
        for (Document document : members.find(Filters.in(ViewSchema.ID, ids))) {
            known.put(document.getString(ViewSchema.ID), member(document));
        }
        return known;
    }

    private static KnownMember member(Document document) {
        Document latest = document.get(Members.OWN_LATEST, Document.class);
        Document read = document.get(Members.READ, Document.class);
        return new KnownMember(
                latest.getLong(ViewSchema.SEQ),
                latest.getLong(ViewSchema.OWN),
                read.getLong(ViewSchema.SEQ),
                read.getLong(ViewSchema.OWN));
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
