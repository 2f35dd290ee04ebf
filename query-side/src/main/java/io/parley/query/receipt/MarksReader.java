package io.parley.query.receipt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberView;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads when members' marks passed a seq. */
@Component
class MarksReader {
    private final MongoCollection<Document> marks;

    MarksReader(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.marks = database.getCollection(Marks.COLLECTION);
    }

    /**
     * Of those of the members whose marks stand at or past {@code seq}.
     *
     * @param members a page of the chat's, in order of user id
     */
    Map<UserId, MarkTimes> times(ChatId chatId, long seq, List<MemberView> members) {
        Map<UserId, MarkTimes> times = new HashMap<>();
        if (members.isEmpty()) {
            return times;
        }
        marks.find(ofAll(chatId, ViewIds.bucket(seq), members))
                .forEach(document -> times.put(user(document), MarkTimes.of(document, seq)));
        Map<String, Long> joined = joinedInLaterBuckets(chatId, seq, members);
        ChatViews.byIds(marks, List.copyOf(joined.keySet()), document -> {
            long from = joined.getOrDefault(document.getString(ViewSchema.ID), seq);
            times.put(user(document), MarkTimes.of(document, from));
        });
        return times;
    }

    private static Bson ofAll(ChatId chatId, long bucket, List<MemberView> members) {
        UserId first = members.get(0).userId();
        UserId last = members.get(members.size() - 1).userId();
        return Filters.and(
                Filters.gte(ViewSchema.ID, ViewIds.marks(chatId, bucket, first)),
                Filters.lte(ViewSchema.ID, ViewIds.marks(chatId, bucket, last)));
    }

    /** Marks begin at the joining: for a member who sees older seqs, its first mark of all is the first past them. */
    private static Map<String, Long> joinedInLaterBuckets(ChatId chatId, long seq, List<MemberView> members) {
        Map<String, Long> joined = new HashMap<>();
        for (MemberView member : members) {
            long bucket = ViewIds.bucket(member.joinedSeq());
            if (bucket > ViewIds.bucket(seq)) {
                joined.put(ViewIds.marks(chatId, bucket, member.userId()), member.joinedSeq());
            }
        }
        return joined;
    }

    private static UserId user(Document document) {
        return new UserId(ViewIds.tail(document.getString(ViewSchema.ID)));
    }
}
