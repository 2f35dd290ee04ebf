package io.parley.command;

import static io.parley.command.CommandNode.ALICE;
import static io.parley.command.CommandNode.BOB;
import static io.parley.command.CommandNode.answer;
import static io.parley.command.CommandNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.chat.StoreThatFails;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A clientMsgId makes one message for ever: the same story for each way in which a store can be made to tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneMessagePerSend {
    /** More than the chat keeps in memory, and enough for snapshots in between. */
    static final int MANY = 600;

    private final Class<?> store;
    private final UUID id = UUID.randomUUID();

    private EmbeddedPostgresServer postgres;
    CommandNode here;
    private CommandNode there;

    OneMessagePerSend(Class<?> store) {
        this.store = store;
    }

    @BeforeAll
    void start(@TempDir Path home) {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        here = CommandNode.on(postgres, store);
        there = CommandNode.on(postgres, store);
        prepare(postgres);
    }

    abstract void prepare(EmbeddedPostgresServer postgres);

    @AfterAll
    void stop() {
        here.close();
        there.close();
        postgres.close();
    }

    @Nested
    class ARepeatOfLongAgo {
        @Test
        void getsTheFirstAckBeforeAndAfterARestart() {
            ChatId chat = here.open("long ago");
            MessageAccepted first = here.say(chat, id, "once");
            talk(chat, MANY);
            assertThat(here.say(chat, id, "once")).isEqualTo(first);
            here.close();
            here = CommandNode.on(postgres, store);
            assertThat(here.say(chat, id, "once")).isEqualTo(first);
            assertThat(there.say(chat, id, "once")).isEqualTo(first);
            assertThat(refused(here.send(chat, ALICE, id, "other"))).isEqualTo(ErrorCode.CONFLICT);
            assertThat(here.timeline(chat)).hasSize(MANY + 2);
        }

        @Test
        void getsTheFirstAckAHundredTimesAtOnce() {
            ChatId chat = here.open("often");
            MessageAccepted first = here.say(chat, id, "once");
            talk(chat, MANY);
            assertThat(atOnce(chat)).allSatisfy(ack -> assertThat(answer(ack)).isEqualTo(first));
            assertThat(here.timeline(chat)).hasSize(MANY + 2);
        }
    }

    @Nested
    class ASecondNode {
        @Test
        void answersARepeatThoughItsMemoryOfTheChatIsStale() {
            ChatId chat = here.open("stale");
            answer(there.send(chat, BOB, UUID.randomUUID(), "it is in memory there now"));
            MessageAccepted first = here.say(chat, id, "once");
            assertThat(there.say(chat, id, "once")).isEqualTo(first);
            assertThat(refused(there.send(chat, ALICE, id, "other"))).isEqualTo(ErrorCode.CONFLICT);
            assertThat(there.timeline(chat)).hasSize(3);
        }

        @Test
        void storesOneMessageWhereBothAreAskedAtOnce() {
            ChatId chat = here.open("race");
            List<CompletableFuture<MessageAccepted>> sends = atOnce(chat);
            MessageAccepted first = answer(sends.get(0));
            assertThat(sends).allSatisfy(ack -> assertThat(answer(ack)).isEqualTo(first));
            assertThat(here.timeline(chat)).hasSize(2);
        }

        @Test
        void takesItsTurnWithAnotherOnOneChat() {
            ChatId chat = here.open("turns");
            List<CompletableFuture<MessageAccepted>> sends = IntStream.range(0, 40)
                    .mapToObj(n -> (n % 2 == 0 ? here : there).send(chat, ALICE, UUID.randomUUID(), "text " + n))
                    .toList();
            assertThat(sends.stream().map(ack -> answer(ack).seq()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 40).mapToObj(n -> (long) n).toList());
        }
    }

    @Nested
    class AnotherMessage {
        @Test
        void isWhatTheSameIdMakesInAnotherChatOrByAnotherUser() {
            ChatId chat = here.open("mine");
            assertThat(here.say(chat, id, "hello").seq()).isEqualTo(1);
            assertThat(answer(here.send(chat, BOB, id, "hello")).seq()).isEqualTo(2);
            assertThat(here.say(here.open("other"), id, "hello").seq()).isEqualTo(1);
        }
    }

    @Nested
    class WhereTheStoreCannotBeAsked {
        @Test
        void aRepeatIsRefusedForNowAndNothingIsStored() {
            ChatId chat = here.open("unsure");
            MessageAccepted first = here.say(chat, id, "once");
            talk(chat, MANY);
            StoreThatFails look = here.context().getBean(StoreThatFails.class);
            look.failing(true);
            try {
                Problem problem = refusal(here.send(chat, ALICE, id, "once")).orElseThrow();
                assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(problem.retryable()).isTrue();
            } finally {
                look.failing(false);
            }
            assertThat(here.timeline(chat)).hasSize(MANY + 2);
            assertThat(here.say(chat, id, "once")).isEqualTo(first);
        }
    }

    void talk(ChatId chat, int times) {
        List<CompletableFuture<MessageAccepted>> sends = IntStream.rangeClosed(1, times)
                .mapToObj(n -> here.send(chat, BOB, UUID.randomUUID(), "text " + n))
                .toList();
        sends.forEach(CommandNode::answer);
    }

    private List<CompletableFuture<MessageAccepted>> atOnce(ChatId chat) {
        return Stream.of(here, there)
                .flatMap(node -> IntStream.range(0, 50).mapToObj(n -> node.send(chat, ALICE, id, "once")))
                .toList();
    }

    private static ErrorCode refused(CompletableFuture<?> send) {
        return refusal(send).orElseThrow().code();
    }
}
