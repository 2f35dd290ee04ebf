package io.parley.command.chat;

import static io.parley.command.chat.ChatTest.ALICE;
import static io.parley.command.chat.ChatTest.BOB;
import static io.parley.command.chat.ChatTest.DIRECT;
import static io.parley.command.chat.ChatTest.FIRST;
import static io.parley.command.chat.ChatTest.GROUP;
import static io.parley.command.chat.ChatTest.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.SendMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class RepeatersTest {
    private final MutableClock clock = MutableClock.epochUTC();
    private final Repeaters repeaters = new Repeaters(clock);

    @Nested
    class ARepeater {
        @Test
        void isKnownByAnySendOfItsOwnInThatChat() {
            repeaters.remember(send(GROUP, ALICE, FIRST));
            assertThat(repeaters.include(send(GROUP, ALICE, SECOND))).isTrue();
            assertThat(repeaters.include(send(GROUP, BOB, FIRST))).isFalse();
            assertThat(repeaters.include(send(DIRECT, ALICE, FIRST))).isFalse();
        }

        @Test
        void isForgottenSomeTimeAfterItsLastRepeat() {
            repeaters.remember(send(GROUP, ALICE, FIRST));
            clock.add(Repeaters.REMEMBERED.minusSeconds(1));
            repeaters.remember(send(GROUP, ALICE, SECOND));
            clock.add(Duration.ofSeconds(2));
            assertThat(repeaters.include(send(GROUP, ALICE, FIRST))).isTrue();
            clock.add(Repeaters.REMEMBERED);
            assertThat(repeaters.include(send(GROUP, ALICE, FIRST))).isFalse();
        }
    }

    @Nested
    class All {
        @Test
        void takeBoundedMemoryAndTheLatestStay() {
            IntStream.rangeClosed(0, Repeaters.KEPT)
                    .forEach(n -> repeaters.remember(send(GROUP, new UserId("user" + n), FIRST)));
            assertThat(repeaters.size()).isEqualTo(Repeaters.KEPT);
            assertThat(repeaters.include(send(GROUP, new UserId("user" + Repeaters.KEPT), FIRST)))
                    .isTrue();
            assertThat(repeaters.include(send(GROUP, new UserId("user0"), FIRST)))
                    .isFalse();
        }
    }

    private static SendMessage send(ChatId chat, UserId sender, ClientMessageId id) {
        return new SendMessage(chat, sender, id, Content.text("once"), null, null, List.of());
    }
}
