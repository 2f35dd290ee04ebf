package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.problem.Problems;
import io.parley.edge.session.Outlet;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class ReadingSlowlyTest extends EdgeTest {
    @Autowired
    private Events events;

    @Nested
    class OneByOne {
        @Test
        void losesNothing() {
            try (Device ole = device("ole").connect()) {
                String chat = ole.createGroup();
                for (int i = 1; i <= 3; i++) {
                    ole.send(chat, "text " + i);
                }
                StepVerifier.create(
                                ole.stream("events", Map.of())
                                        .map(envelope -> envelope.get("type").asString()),
                                0)
                        .thenRequest(1)
                        .expectNext("CHAT_CREATED")
                        .expectNoEvent(Duration.ofMillis(200))
                        .thenRequest(2)
                        .expectNext("MESSAGE", "MESSAGE")
                        .thenRequest(3)
                        .expectNext("MESSAGE", "CAUGHT_UP")
                        .then(() -> ole.send(chat, "live"))
                        .expectNext("MESSAGE")
                        .thenCancel()
                        .verify(Duration.ofSeconds(10));
            }
        }
    }

    @Nested
    class NotAtAll {
        @Test
        void holdsUpNobodyElseAndLosesNothing() {
            try (Device pia = device("pia").connect();
                    Device quin = device("quin").connect();
                    Following atPia = pia.follow(Map.of());
                    Following atQuin = quin.follow(Map.of())) {
                atPia.awaitType("CAUGHT_UP");
                atQuin.awaitType("CAUGHT_UP");
                String chat = quin.createGroup("pia");
                pia.reads(false);
                String text = "x".repeat(16 * 1024);
                for (int i = 1; i <= 1_500; i++) {
                    quin.send(chat, text);
                }
                quin.send(chat, "the last");
                assertThat(atQuin.awaitText("the last").seqs(chat)).hasSize(1_502);
                assertThat(atPia.seqs(chat)).hasSizeLessThan(1_000);
                pia.reads(true);
                assertThat(atPia.awaitText("the last").seqs(chat))
                        .isEqualTo(LongStream.rangeClosed(0, 1_501).boxed().toList());
            }
        }

        @Test
        void endsTheStreamWithOverrunAfterThirtySeconds() {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            CompletableFuture<EventStream> opened = new CompletableFuture<>();
            events.stream(new UserId("rob"), Outlet.OPEN, new EventsRequest(null, null, null).checked())
                    .subscribe(new BaseSubscriber<>() {
                        @Override
                        protected void hookOnSubscribe(Subscription subscription) {
                            opened.complete((EventStream) subscription);
                        }

                        @Override
                        protected void hookOnError(Throwable error) {
                            end.complete(error);
                        }
                    });
            EventStream stream = opened.join();
            org.awaitility.Awaitility.await().atMost(10, TimeUnit.SECONDS).until(stream::waitsForDevice);
            // The hub ticks as well, and began to count a little earlier.
            long now = System.currentTimeMillis();
            stream.tick(now);
            stream.tick(now + 15_000);
            assertThat(end).isNotDone();
            stream.tick(now + 30_000);
            assertThat(Problems.of(end.join()).code()).isEqualTo(ErrorCode.OVERRUN);
        }
    }
}
