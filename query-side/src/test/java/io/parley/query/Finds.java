package io.parley.query;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;

/** How many documents each read of one client brought, told by its driver. For one reader at a time. */
public final class Finds implements CommandListener {
    private final List<AtomicInteger> documents = new CopyOnWriteArrayList<>();

    /** One number for each query, whatever number of round trips it took. */
    public List<Integer> documents() {
        return documents.stream().map(AtomicInteger::get).toList();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")) {
            documents.add(new AtomicInteger());
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        BsonDocument response = event.getResponse();
        if (response.containsKey("cursor")) {
            BsonDocument cursor = response.getDocument("cursor");
            String batch = cursor.containsKey("firstBatch") ? "firstBatch" : "nextBatch";
            documents.get(documents.size() - 1).addAndGet(cursor.getArray(batch).size());
        }
    }
}
