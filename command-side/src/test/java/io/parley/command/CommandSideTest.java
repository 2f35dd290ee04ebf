package io.parley.command;

import static io.parley.command.CommandNode.ALICE;
import static io.parley.command.CommandNode.BOB;
import static io.parley.command.CommandNode.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.SendMessage;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command side on a real PostgreSQL: what it acknowledges is there after a restart. */
class CommandSideTest {
    private static final int SNAPSHOT_EVERY = 20;

    @TempDir
    static Path home;

    private static EmbeddedPostgresServer postgres;

    private final ChatId chat = ChatId.group(ALICE, UUID.randomUUID().toString());
    private CommandNode node;

    @BeforeAll
    static void startPostgres() {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void start() {
        node = CommandNode.on(postgres, SNAPSHOT_EVERY);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Nested
    class Storing {
        @Test
        void isTransactional() {
            assertThat(node.context().getBean(TransactionManager.class)).isNotInstanceOf(NoTransactionManager.class);
        }

        @Test
        void makesTheStreamDenseFromZero() {
            open();
            IntStream.rangeClosed(1, 50)
                    .forEach(n -> assertThat(say("text " + n, UUID.randomUUID()).seq())
                            .isEqualTo(n));
            assertThat(timeline())
                    .extracting(DomainEventMessage::getSequenceNumber)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(0, 50).mapToObj(n -> (long) n).toList());
        }

        @Test
        void keepsTheOrderOfSendsThatDoNotWaitForEachOther() {
            open();
            List<CompletableFuture<MessageAccepted>> sends = IntStream.rangeClosed(1, 100)
                    .mapToObj(n -> commands().<MessageAccepted>send(message("text " + n, UUID.randomUUID())))
                    .toList();
            assertThat(sends)
                    .extracting(ack -> answer(ack).seq())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                            .mapToObj(n -> (long) n)
                            .toList());
        }

        @Test
        void addsNothingToAnEventThatNamesItsCommand() {
            open();
            say("text", UUID.randomUUID());
            assertThat(timeline())
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.getMetaData()).isEmpty());
        }

        @Test
        void leavesASnapshotOfWhatIsCommitted() {
            open();
            IntStream.rangeClosed(1, 45).forEach(n -> say("text " + n, UUID.randomUUID()));
            await().untilAsserted(() -> {
                DomainEventMessage<?> newest = node.context()
                        .getBean(EventStore.class)
                        .readEvents(chat.value())
                        .peek();
                assertThat(newest.getPayloadType().getSimpleName()).isEqualTo("Chat");
                assertThat(newest.getSequenceNumber()).isEqualTo(2 * SNAPSHOT_EVERY - 1);
            });
        }

        @Test
        void goesOnAfterARestartFromTheSnapshot() {
            open();
            UUID tenth = UUID.randomUUID();
            IntStream.rangeClosed(1, 45).forEach(n -> say("text " + n, n == 10 ? tenth : UUID.randomUUID()));
            restart();
            assertThat(say("text 10", tenth).seq()).isEqualTo(10);
            assertThat(say("one more", UUID.randomUUID()).seq()).isEqualTo(46);
        }

        @Test
        void answersManyRepeatsAtOnceWithOneMessage() {
            open();
            UUID id = UUID.randomUUID();
            List<CompletableFuture<MessageAccepted>> repeats = IntStream.range(0, 50)
                    .mapToObj(n -> commands().<MessageAccepted>send(message("once", id)))
                    .toList();
            assertThat(repeats).allSatisfy(ack -> assertThat(answer(ack).seq()).isEqualTo(1));
            assertThat(timeline()).hasSize(2);
        }
    }

    @Nested
    class Receipts {
        @Test
        void moveForwardInAStreamOfTheirOwn() {
            open();
            say("one", UUID.randomUUID());
            say("two", UUID.randomUUID());
            confirm(ReceiptType.READ, 1);
            confirm(ReceiptType.READ, 0);
            confirm(ReceiptType.DELIVERED, 1);
            confirm(ReceiptType.READ, 2);
            assertThat(receipts())
                    .extracting(e -> ((MessagesRead) e.getPayload()).upTo())
                    .containsExactly(1L, 2L);
            assertThat(receipts())
                    .extracting(e -> ((MessagesRead) e.getPayload()).after())
                    .containsExactly(-1L, 1L);
            assertThat(timeline()).hasSize(3);
        }

        @Test
        void goNoFurtherThanTheTimeline() {
            open();
            refused(() -> confirm(ReceiptType.READ, 1), ErrorCode.INVALID, "seq");
        }

        @Test
        void areForMembersAlone() {
            open();
            ConfirmReceipt foreign = new ConfirmReceipt(chat, new UserId("mallory"), ReceiptType.READ, 0);
            refused(() -> answer(commands().send(foreign)), ErrorCode.NOT_A_MEMBER, "chatId");
        }
    }

    @Nested
    class Refusing {
        @Test
        void namesAChatThatDoesNotExist() {
            SendMessage message = new SendMessage(
                    new ChatId("nowhere"),
                    ALICE,
                    new ClientMessageId(UUID.randomUUID().toString()),
                    Content.text("anyone?"),
                    null,
                    null,
                    List.of());
            refused(() -> answer(commands().send(message)), ErrorCode.NOT_FOUND, "chatId");
        }

        /** Its id follows from names: whoever could tell it from one that exists would learn who talks to whom. */
        @Test
        void doesNotTellWhetherTwoOthersHaveAChat() {
            refused(() -> say("anyone?", UUID.randomUUID()), ErrorCode.NOT_A_MEMBER, "chatId");
        }

        @Test
        void leavesNothingOfAChatThatMayNotBeOpened() {
            CreateChat alone = new CreateChat(chat, ChatKind.DIRECT, ALICE, List.of(ALICE), null, false, false);
            refused(() -> answer(commands().send(alone)), ErrorCode.INVALID, "members");
            refused(() -> say("anyone?", UUID.randomUUID()), ErrorCode.NOT_A_MEMBER, "chatId");
            open();
        }

        @Test
        void leavesTheChatAsItWas() {
            open();
            UUID id = UUID.randomUUID();
            say("first", id);
            refused(() -> say("other", id), ErrorCode.CONFLICT, "clientMsgId");
            assertThat(say("next", UUID.randomUUID()).seq()).isEqualTo(2);
        }
    }

    private void restart() {
        stop();
        start();
    }

    private CommandGateway commands() {
        return node.context().getBean(CommandGateway.class);
    }

    private void open() {
        ChatOpened opened = answer(
                commands().send(new CreateChat(chat, ChatKind.GROUP, ALICE, List.of(BOB), "Team", false, false)));
        assertThat(opened.created()).isTrue();
    }

    private MessageAccepted say(String text, UUID id) {
        return answer(commands().send(message(text, id)));
    }

    private SendMessage message(String text, UUID id) {
        return new SendMessage(
                chat, ALICE, new ClientMessageId(id.toString()), Content.text(text), null, null, List.of());
    }

    private void confirm(ReceiptType type, long upTo) {
        answer(commands().send(new ConfirmReceipt(chat, BOB, type, upTo)));
    }

    private List<? extends DomainEventMessage<?>> timeline() {
        return node.timeline(chat);
    }

    private List<? extends DomainEventMessage<?>> receipts() {
        return node.context()
                .getBean(EventStore.class)
                .readEvents(chat + ":" + BOB, 0)
                .asStream()
                .toList();
    }

    private static void refused(ThrowingCallable request, ErrorCode code, String field) {
        CommandExecutionException refusal =
                catchThrowableOfType(CompletionException.class, request).getCause()
                                instanceof CommandExecutionException execution
                        ? execution
                        : fail("This was not refused as a command");
        Problem problem = refusal.<Problem>getDetails().orElseThrow();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.field()).isEqualTo(field);
    }
}
