package io.parley.command.chat;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.MessageLimits;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.NotFound;
import io.parley.shared.refusal.TooLarge;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChatTest {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");
    static final UserId MALLORY = new UserId("mallory");
    static final ChatId DIRECT = ChatId.direct(ALICE, BOB);
    static final ChatId GROUP = ChatId.group(ALICE, "team");
    static final ClientMessageId FIRST = new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10");
    static final ClientMessageId SECOND = new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a11");

    private FixtureConfiguration<Chat> chat;

    @BeforeEach
    void freshChat() {
        chat = new AggregateTestFixture<>(Chat.class);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        chat.registerInjectableResource(clock);
        chat.registerInjectableResource(
                new StagedSends(new UniqueSends(new StreamedEvents(chat.getEventStore(), GROUP), clock)));
        chat.registerAnnotatedCommandHandler(new OpenChatHandler(chat.getRepository(), clock));
    }

    @Nested
    class Opening {
        @Test
        void putsTheCreatorFirstAndEachMemberOnce() {
            chat.givenNoPriorActivity()
                    .when(new CreateChat(GROUP, ChatKind.GROUP, ALICE, List.of(BOB, ALICE, BOB), "Team", false, false))
                    .expectEvents(created(GROUP, ChatKind.GROUP, "Team", false))
                    .expectResultMessagePayload(new ChatOpened(GROUP, 0, true));
        }

        @Test
        void answersAChatThatExistsAgain() {
            chat.given(created(DIRECT, ChatKind.DIRECT, null, false))
                    .when(new CreateChat(DIRECT, ChatKind.DIRECT, BOB, List.of(ALICE), null, false, false))
                    .expectNoEvents()
                    .expectResultMessagePayload(new ChatOpened(DIRECT, 0, false));
        }

        @Test
        void takesExactlyOneOtherUserForADirectChat() {
            chat.givenNoPriorActivity()
                    .when(new CreateChat(DIRECT, ChatKind.DIRECT, ALICE, List.of(BOB, MALLORY), null, false, false))
                    .expectException(Invalid.class)
                    .expectNoEvents();
        }

        @Test
        void refusesADirectChatUnderAForeignId() {
            ChatId foreign = ChatId.direct(ALICE, MALLORY);
            chat.givenNoPriorActivity()
                    .when(new CreateChat(foreign, ChatKind.DIRECT, ALICE, List.of(BOB), null, false, false))
                    .expectException(Invalid.class);
        }

        @Test
        void refusesATitleOfMoreThan200CodePoints() {
            String tooLong = "🙂".repeat(201);
            chat.givenNoPriorActivity()
                    .when(new CreateChat(GROUP, ChatKind.GROUP, ALICE, List.of(), tooLong, false, false))
                    .expectException(TooLarge.class);
        }
    }

    @Nested
    class Sending {
        @Test
        void takesThePlaceInTheStreamForSeq() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"))
                    .when(send(ALICE, SECOND, Content.text("two")))
                    .expectEvents(message(2, SECOND, "two"))
                    .expectResultMessagePayload(new MessageAccepted(SECOND, MessageId.at(GROUP, 2), GROUP, 2, NOW));
        }

        @Test
        void countsTheMessagesOfTheSenderApart() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"))
                    .when(send(BOB, FIRST, Content.text("mine")))
                    .expectEvents(new MessageSent(
                            GROUP,
                            MessageId.at(GROUP, 2),
                            FIRST,
                            BOB,
                            Content.text("mine"),
                            null,
                            null,
                            List.of(),
                            2,
                            1,
                            NOW));
        }

        @Test
        void isForMembersAlone() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false))
                    .when(send(MALLORY, FIRST, Content.text("let me in")))
                    .expectException(NotAMember.class)
                    .expectNoEvents();
        }

        @Test
        void answersTheFirstAckToARepeat() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"), message(2, SECOND, "two"))
                    .when(send(
                            ALICE,
                            new ClientMessageId(FIRST.value().toUpperCase(java.util.Locale.ROOT)),
                            Content.text("one")))
                    .expectNoEvents()
                    .expectResultMessagePayload(new MessageAccepted(FIRST, MessageId.at(GROUP, 1), GROUP, 1, NOW));
        }

        @Test
        void refusesARepeatWithOtherContent() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"))
                    .when(send(ALICE, FIRST, Content.text("another")))
                    .expectException(Conflict.class)
                    .expectNoEvents();
        }

        @Test
        void refusesARepeatThatAnswersAnotherMessage() {
            SendMessage reply =
                    new SendMessage(GROUP, ALICE, FIRST, Content.text("one"), MessageId.at(GROUP, 1), null, List.of());
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"))
                    .when(reply)
                    .expectException(Conflict.class)
                    .expectNoEvents();
        }

        @Test
        void remembersTheNewestSendsAndABoundedNumberOfThem() {
            List<Object> many = new ArrayList<>();
            many.add(created(GROUP, ChatKind.GROUP, null, false));
            IntStream.rangeClosed(1, RecentSends.KEPT + 5).forEach(n -> many.add(message(n, id(n), "text " + n)));
            chat.given(many)
                    .when(send(ALICE, id(6), Content.text("text 6")))
                    .expectNoEvents()
                    .expectResultMessagePayload(new MessageAccepted(id(6), MessageId.at(GROUP, 6), GROUP, 6, NOW));
        }

        @Test
        void answersTheFirstAckToARemovedMembersRepeat() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one", MALLORY))
                    .when(send(MALLORY, FIRST, Content.text("one")))
                    .expectNoEvents()
                    .expectResultMessagePayload(new MessageAccepted(FIRST, MessageId.at(GROUP, 1), GROUP, 1, NOW));
        }

        @Test
        void answersTheFirstAckToARemovedMembersRepeatOfLongAgo() {
            List<Object> many = new ArrayList<>();
            many.add(created(GROUP, ChatKind.GROUP, null, false));
            many.add(message(1, FIRST, "one", MALLORY));
            IntStream.rangeClosed(2, RecentSends.KEPT + 5).forEach(n -> many.add(message(n, id(n), "text " + n)));
            chat.given(many)
                    .when(send(MALLORY, FIRST, Content.text("one")))
                    .expectNoEvents()
                    .expectResultMessagePayload(new MessageAccepted(FIRST, MessageId.at(GROUP, 1), GROUP, 1, NOW));
        }

        @Test
        void takesOnlyCiphertextInAnEncryptedChat() {
            chat.given(created(GROUP, ChatKind.GROUP, null, true))
                    .when(send(ALICE, FIRST, Content.text("readable")))
                    .expectException(Invalid.class);
        }

        @Test
        void takesOnlyTextInAnOpenChat() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false))
                    .when(send(ALICE, FIRST, Content.ciphertext(new byte[] {1, 2, 3})))
                    .expectException(Invalid.class);
        }

        @Test
        void countsTheLimitInUtf8Bytes() {
            String atLimit = "é".repeat(MessageLimits.TEXT_BYTES / 2);
            chat.given(created(GROUP, ChatKind.GROUP, null, false))
                    .when(send(ALICE, FIRST, Content.text(atLimit)))
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesOneByteMore() {
            chat.given(created(GROUP, ChatKind.GROUP, null, false))
                    .when(send(ALICE, FIRST, Content.text("x".repeat(MessageLimits.TEXT_BYTES + 1))))
                    .expectException(TooLarge.class);
        }

        @Test
        void repliesOnlyToMessagesOfTheChat() {
            SendMessage reply =
                    new SendMessage(GROUP, ALICE, SECOND, Content.text("re"), MessageId.at(GROUP, 7), null, List.of());
            chat.given(created(GROUP, ChatKind.GROUP, null, false), message(1, FIRST, "one"))
                    .when(reply)
                    .expectException(NotFound.class);
        }
    }

    private static ClientMessageId id(int n) {
        return new ClientMessageId(new java.util.UUID(7, n).toString());
    }

    private static SendMessage send(UserId sender, ClientMessageId id, Content content) {
        return new SendMessage(GROUP, sender, id, content, null, null, List.of());
    }

    private static ChatCreated created(ChatId id, ChatKind kind, @Nullable String title, boolean encrypted) {
        return new ChatCreated(id, kind, ALICE, List.of(ALICE, BOB), title, encrypted, false, NOW);
    }

    private static MessageSent message(long seq, ClientMessageId id, String text) {
        return message(seq, id, text, ALICE);
    }

    private static MessageSent message(long seq, ClientMessageId id, String text, UserId sender) {
        return new MessageSent(
                GROUP, MessageId.at(GROUP, seq), id, sender, Content.text(text), null, null, List.of(), seq, seq, NOW);
    }
}
