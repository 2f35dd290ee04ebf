package io.parley.projection.receipt;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;

/** When a member's marks passed which seq, in buckets, so that the first mark at or past a seq is found in one read. */
public final class MarksDocument {
    private MarksDocument() {}

    /** Leaves an entry in every bucket that the mark passed through, not only in the one where it stopped. */
    public static void moved(ReceiptEvent event, ViewChanges changes) {
        String type = event.type() == ReceiptType.READ ? Marks.READ : Marks.DELIVERED;
        Instant at = event.at();
        long last = ViewIds.bucket(event.upTo());
        for (long bucket = ViewIds.bucket(event.after() + 1); bucket <= last; bucket++) {
            long upTo = bucket == last ? event.upTo() : ViewIds.lastSeqOf(bucket);
            changes.upsert(Marks.COLLECTION, ViewIds.marks(event.chatId(), bucket, event.userId()))
                    .earliest(type + "." + upTo, at);
        }
    }
}
