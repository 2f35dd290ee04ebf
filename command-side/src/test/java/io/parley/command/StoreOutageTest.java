package io.parley.command;

import static io.parley.command.CommandNode.ALICE;
import static io.parley.command.CommandNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.postgres.PostgresCrash;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed under commands, and comes back. */
class StoreOutageTest {
    @TempDir
    Path home;

    private EmbeddedPostgresServer postgres;
    private CommandNode node;

    @BeforeEach
    void start() {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        node = CommandNode.on(postgres);
    }

    @AfterEach
    void stop() {
        node.close();
        postgres.close();
    }

    @Nested
    class Away {
        @Test
        void isAnsweredSoonAndMayBeTriedAgain() throws IOException {
            ChatId chat = node.open("team");
            PostgresCrash.in(home);
            long since = System.nanoTime();
            List<Problem> problems = IntStream.range(0, 100)
                    .mapToObj(n -> node.send(chat, ALICE, UUID.randomUUID(), "text " + n))
                    .toList()
                    .stream()
                    .map(send -> refusal(send).orElseThrow())
                    .toList();
            assertThat(problems).allSatisfy(problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(problem.retryable()).isTrue();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(15));
        }

        @Test
        void endsForSendersSoonAfterItIsBack() throws IOException {
            ChatId chat = node.open("team");
            UUID id = UUID.randomUUID();
            PostgresCrash.in(home);
            assertThat(refusal(node.send(chat, ALICE, id, "once"))).isPresent();
            postgres.startAgain();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> refusal(node.send(chat, ALICE, id, "once")).isEmpty());
            assertThat(node.timeline(chat)).hasSize(2);
        }
    }

    @Nested
    class KilledUnderLoad {
        private static final int SENDERS = 6;
        private static final int KILLS = 3;
        private final Map<UUID, MessageAccepted> acknowledged = new ConcurrentHashMap<>();
        private volatile boolean over;

        @Test
        void losesNoAcknowledgedMessageAndStoresNoneTwice() throws IOException {
            List<ChatId> chats = IntStream.range(0, SENDERS)
                    .mapToObj(n -> node.open("chat " + n / 2))
                    .distinct()
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
            try {
                List<CompletableFuture<Void>> senders = IntStream.range(0, SENDERS)
                        .mapToObj(n -> CompletableFuture.runAsync(() -> send(chats.get(n / 2)), threads))
                        .toList();
                for (int kill = 0; kill < KILLS; kill++) {
                    int before = acknowledged.size();
                    await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > before + 20);
                    PostgresCrash.in(home);
                    postgres.startAgain();
                }
                int before = acknowledged.size();
                await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > before + 20);
                over = true;
                senders.forEach(CommandNode::answer);
            } finally {
                over = true;
                threads.shutdown();
            }
            chats.forEach(this::holdsEachOnce);
        }

        /** As a client does: the same clientMsgId until it is acknowledged. */
        private void send(ChatId chat) {
            while (!over) {
                UUID id = UUID.randomUUID();
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> isAcknowledged(chat, id));
            }
        }

        private boolean isAcknowledged(ChatId chat, UUID id) {
            CompletableFuture<MessageAccepted> send = node.send(chat, ALICE, id, "text " + id);
            Optional<Problem> refused = refusal(send);
            refused.ifPresent(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            if (refused.isPresent()) {
                return false;
            }
            acknowledged.put(id, send.join());
            return true;
        }

        private void holdsEachOnce(ChatId chat) {
            List<UUID> stored = new ArrayList<>();
            for (DomainEventMessage<?> event : node.timeline(chat)) {
                assertThat(event.getSequenceNumber())
                        .isEqualTo(stored.size() + (event.getPayload() instanceof MessageSent ? 1 : 0));
                if (event.getPayload() instanceof MessageSent sent) {
                    stored.add(sent.clientMsgId().uuid());
                    assertThat(acknowledged)
                            .extractingByKey(sent.clientMsgId().uuid())
                            .extracting(MessageAccepted::seq)
                            .isEqualTo(event.getSequenceNumber());
                }
            }
            assertThat(stored).doesNotHaveDuplicates();
            assertThat(stored)
                    .containsExactlyInAnyOrderElementsOf(acknowledged.entrySet().stream()
                            .filter(ack -> ack.getValue().chatId().equals(chat))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
    }
}
