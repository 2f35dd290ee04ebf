package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FollowingChatsTest extends EdgeTest {
    @Nested
    class Live {
        @Test
        void reachesEveryDeviceOfEveryMember() {
            try (Device ada = device("ada").connect();
                    Device bob = device("bob").cbor().connect();
                    Following atBob = bob.follow(Map.of());
                    Following atAda = ada.follow(Map.of())) {
                atBob.awaitType("CAUGHT_UP");
                atAda.awaitType("CAUGHT_UP");
                String chat = ada.createGroup("bob");
                ada.send(chat, "hello");
                assertThat(atBob.awaitText("hello").seqs(chat)).containsExactly(0L, 1L);
                assertThat(atAda.awaitText("hello").seqs(chat)).containsExactly(0L, 1L);
            }
        }

        @Test
        void fillsWhatPushesLost() {
            try (Device cid = device("cid").connect();
                    Following atCid = cid.follow(Map.of())) {
                atCid.awaitType("CAUGHT_UP");
                String chat = cid.createGroup();
                cid.send(chat, "one");
                atCid.awaitText("one");
                router.losePushes(true);
                cid.send(chat, "lost");
                cid.send(chat, "lost, too");
                router.losePushes(false);
                cid.send(chat, "four");
                assertThat(atCid.awaitText("four").seqs(chat)).containsExactly(0L, 1L, 2L, 3L, 4L);
            }
        }
    }

    @Nested
    class CatchingUp {
        @Test
        void startsAfterTheCursor() {
            try (Device dan = device("dan").connect()) {
                String chat = dan.createGroup();
                for (int i = 1; i <= 5; i++) {
                    dan.send(chat, "text " + i);
                }
                try (Following atDan = dan.follow(Map.of("cursors", Map.of(chat, 3)))) {
                    assertThat(atDan.awaitType("CAUGHT_UP").get("chats").asInt())
                            .isEqualTo(1);
                    assertThat(atDan.seqs(chat)).containsExactly(4L, 5L);
                }
            }
        }

        @Test
        void startsAfterTheCursorOfAChatThatIsOpenedMeanwhileToo() {
            String chat = ChatId.direct(new UserId("gus"), new UserId("ida")).value();
            try (Device gus = device("gus").connect();
                    Following atGus = gus.follow(Map.of("cursors", Map.of(chat, 0)))) {
                atGus.awaitType("CAUGHT_UP");
                gus.ask("chat.create", Map.of("kind", "DIRECT", "members", List.of("ida")));
                gus.send(chat, "hello");
                assertThat(atGus.awaitText("hello").seqs(chat)).containsExactly(1L);
            }
        }

        @Test
        void announcesWhatIsBeyondTheLimit() {
            try (Device eve = device("eve").connect()) {
                String chat = eve.createGroup();
                for (int i = 1; i <= 30; i++) {
                    eve.send(chat, "text " + i);
                }
                try (Following atEve = eve.follow(Map.of("limit", 10))) {
                    atEve.awaitType("CAUGHT_UP");
                    assertThat(atEve.seen().get(0).toString())
                            .isEqualTo("{\"type\":\"GAP\",\"chatId\":\"" + chat + "\",\"fromSeq\":0,\"toSeq\":20}");
                    assertThat(atEve.seqs(chat))
                            .isEqualTo(LongStream.rangeClosed(21, 30).boxed().toList());
                }
            }
        }

        @Test
        void waitsForAViewThatLags() {
            try (Device fay = device("fay").connect()) {
                String chat = fay.createGroup();
                backend.holdViews();
                fay.send(chat, "late");
                try (Following atFay = fay.follow(Map.of())) {
                    atFay.await(envelope -> envelope.get("type").asString().equals("CHAT_CREATED"));
                    backend.releaseViews();
                    atFay.awaitType("CAUGHT_UP");
                    assertThat(atFay.seqs(chat)).isEqualTo(List.of(0L, 1L));
                }
            } finally {
                backend.releaseViews();
            }
        }
    }
}
