package io.parley.query.timeline;

import io.parley.benchmark.Messages;
import io.parley.benchmark.Microseconds;
import io.parley.shared.timeline.FindHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A page of 50 envelopes: made of its documents, and asked for with all that a query does around it. */
public class TimelinePageBenchmark extends Microseconds {
    private static final int PAGE = 50;
    private static final int MESSAGES = 1_000;

    private final List<RawBsonDocument> documents = LongStream.rangeClosed(1, PAGE)
            .mapToObj(ViewsWithOneChat::message)
            .map(message -> new RawBsonDocument(message, new DocumentCodec()))
            .toList();
    private final FindHistory query = new FindHistory(Messages.SENDER, ViewsWithOneChat.CHAT, null, null, PAGE, -1);

    @SuppressWarnings("NullAway.Init") // Set up by JMH.
    private ViewsWithOneChat views;

    @Setup
    public void start() {
        views = ViewsWithOneChat.start(MESSAGES);
    }

    @TearDown
    public void stop() {
        views.close();
    }

    /** What the reader does with each document that a cursor brings. */
    @Benchmark
    public List<byte[]> fold() {
        List<byte[]> page = new ArrayList<>(PAGE);
        int bytes = 0;
        for (RawBsonDocument document : documents) {
            byte[] envelope = StoredEnvelope.read(document.asBsonReader()).json();
            bytes += envelope.length;
            if (bytes <= FindHistory.PAGE_BYTES) {
                page.add(envelope);
            }
        }
        return page;
    }

    /** With the driver and the MongoDB stand-in, in this process. */
    @Benchmark
    public FindHistory.Json query() {
        FindHistory.Json page = views.queries().json(query);
        if (page.page().length < PAGE * Messages.TEXT.length()) {
            throw new IllegalStateException("The page has " + page.page().length + " bytes");
        }
        return page;
    }
}
