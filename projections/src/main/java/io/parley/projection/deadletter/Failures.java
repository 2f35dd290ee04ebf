package io.parley.projection.deadletter;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.messaging.deadletter.DeadLetterQueueOverflowException;
import org.axonframework.serialization.SerializationException;
import org.bson.BSONException;

/** Tells failures that pass by themselves from those that lie in the event. */
final class Failures {
    /**
     * Write errors that say nothing of the document: lost races of upserts, steps down and shutdowns, time limits, full
     * disks, missing rights, shards on the move.
     */
    private static final Set<Integer> STATE_OF_THE_SERVER = Set.of(
            6, 7, 13, 18, 24, 50, 63, 64, 89, 91, 100, 112, 133, 134, 150, 189, 202, 211, 234, 246, 262, 9001, 10107,
            11000, 11600, 11602, 13388, 13435, 13436, 14031);
    /** Whole commands that were refused for what stands in a document. */
    private static final Set<Integer> REFUSED_DOCUMENTS = Set.of(2, 9, 14, 52, 56, 57, 121, 10334, 17280, 17419, 17420);

    private Failures() {}

    /** What is wrong with the event; empty where the same event may well be projected a little later. */
    static Optional<Poison> poisonIn(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof Poison known) {
                return Optional.of(known);
            }
            if (cause instanceof MongoException refusal) {
                return inRefusal(refusal);
            }
            if (isPassing(cause)) {
                return Optional.empty();
            }
        }
        return Optional.of(inEvent(causes));
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof SQLException
                || cause instanceof InterruptedException
                || cause instanceof StoredEvents.EventStoreAway
                || cause instanceof DeadLetterQueueOverflowException;
    }

    private static Poison inEvent(List<Throwable> causes) {
        String kind = causes.get(causes.size() - 1).getClass().getName();
        if (causes.stream().anyMatch(SerializationException.class::isInstance)) {
            return new Poison(kind, "The stored event cannot be read.");
        }
        if (causes.stream().anyMatch(BSONException.class::isInstance)) {
            return new Poison(kind, "MongoDB takes no document as this event would make it.");
        }
        return new Poison(kind, "The views cannot be worked out from this event.");
    }

    private static Optional<Poison> inRefusal(MongoException refusal) {
        if (refusal instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream()
                    .map(BulkWriteError::getCode)
                    .filter(code -> !STATE_OF_THE_SERVER.contains(code))
                    .findFirst()
                    .map(code -> refused(refusal, code));
        }
        boolean isDocuments = refusal instanceof MongoWriteException
                ? !STATE_OF_THE_SERVER.contains(refusal.getCode())
                : refusal instanceof MongoCommandException && REFUSED_DOCUMENTS.contains(refusal.getCode());
        return isDocuments ? Optional.of(refused(refusal, refusal.getCode())) : Optional.empty();
    }

    private static Poison refused(MongoException refusal, int code) {
        return new Poison(
                refusal.getClass().getName(), "MongoDB refused a document of this event (code " + code + ").");
    }
}
