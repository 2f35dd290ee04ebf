package io.parley.shared.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.shared.member.UserId;
import io.parley.shared.message.MessageId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.NotFound;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatIdTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    @Nested
    class ADirectChat {
        @Test
        void hasOneIdWhoeverAsks() {
            assertThat(ChatId.direct(ALICE, BOB)).isEqualTo(ChatId.direct(BOB, ALICE));
        }

        @Test
        void isAnotherForOtherUsers() {
            assertThat(ChatId.direct(ALICE, BOB)).isNotEqualTo(ChatId.direct(ALICE, new UserId("bobb")));
            assertThat(ChatId.direct(new UserId("ab"), new UserId("c")))
                    .isNotEqualTo(ChatId.direct(new UserId("a"), new UserId("bc")));
        }
    }

    @Nested
    class AMissingChat {
        @Test
        void isNotToldFromAForeignOneWhereItsIdCanBeWorkedOut() {
            assertThat(ChatId.direct(ALICE, BOB).refusalWhereMissing()).isInstanceOf(NotAMember.class);
            assertThat(ChatId.group(ALICE, "team").refusalWhereMissing()).isInstanceOf(NotAMember.class);
            assertThat(ChatId.random(new Random(7)).refusalWhereMissing()).isInstanceOf(NotAMember.class);
        }

        @Test
        void isNotFoundWhereItNeverCouldBeOneOfOurs() {
            assertThat(new ChatId("no-such-chat").refusalWhereMissing()).isInstanceOf(NotFound.class);
        }
    }

    @Nested
    class AnId {
        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "ä", "a:b", "a/b", "a\n"})
        void isUrlSafe(String text) {
            assertThatThrownBy(() -> new ChatId(text)).isInstanceOf(Invalid.class);
        }

        @Test
        void ofAMessageNamesItsPlaceInItsOwnChatAlone() {
            ChatId chat = ChatId.direct(ALICE, BOB);
            assertThat(MessageId.at(chat, 7).seqIn(chat)).isEqualTo(7);
            assertThat(MessageId.at(chat, 7).seqIn(ChatId.group(ALICE, "team"))).isEqualTo(-1);
            assertThat(new MessageId(chat + ".07").seqIn(chat)).isEqualTo(-1);
            assertThat(new MessageId(chat + ".-7").seqIn(chat)).isEqualTo(-1);
        }
    }
}
