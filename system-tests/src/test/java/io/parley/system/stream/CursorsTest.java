package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EndToEnd
class CursorsTest {
    @Nested
    class OfChats {
        @Test
        void thatAreNotTheUsersOrNobodysAreIgnored(Parley parley) {
            Device alice = parley.device("alice");
            Device mallory = parley.device("mallory");
            String secret = alice.opensGroup("secret");
            String own = mallory.opensGroup("own");
            alice.says(secret, "hush");

            EventStream stream =
                    mallory.events(Map.of("cursors", Map.of(secret, -1, "gAAAAAAAAAAAAAAAAAAAAAAAA", 5, own, -1)));

            assertThat(Json.number(stream.awaits("CAUGHT_UP"), "chats")).isEqualTo(1);
            assertThat(stream.seqs(secret)).isEmpty();
            assertThat(stream.seqs(own)).containsExactly(0L);
        }

        @Test
        void thatGoBeyondTheEndAreTakenAtTheirWord(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            alice.says(chatId, "one");

            EventStream stream = alice.events(Map.of("cursors", Map.of(chatId, 2)));
            stream.awaits("CAUGHT_UP");
            alice.says(chatId, "two");
            alice.says(chatId, "three");

            stream.awaits(chatId, 3);
            assertThat(stream.seqs(chatId)).containsExactly(3L);
        }
    }

    @Nested
    class ARequest {
        @Test
        void withMoreThanTenThousandIsTooLarge(Parley parley) {
            Map<String, Object> cursors = new HashMap<>();
            for (int i = 0; i <= 10_000; i++) {
                cursors.put("chat-" + i, 1);
            }
            Device alice = parley.device("alice");

            Refusal refusal = alice.events(Map.of("cursors", cursors)).refusal();

            assertThat(refusal.code()).isEqualTo("TOO_LARGE");
            assertThat(refusal.field()).isEqualTo("cursors");
            cursors.remove("chat-0");
            alice.events(Map.of("cursors", cursors)).awaits("CAUGHT_UP");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "yesterday", "AAAA", "_____________________w"})
        void withAResumeThatNobodyGaveIsInvalid(String resume, Parley parley) {
            Refusal refusal =
                    parley.device("alice").events(Map.of("resume", resume)).refusal();

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo("resume");
        }

        @Test
        void withALimitAboveTenThousandIsInvalid(Parley parley) {
            Refusal refusal =
                    parley.device("alice").events(Map.of("limit", 10_001)).refusal();

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo("limit");
        }
    }
}
