package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** One user with several devices, each where it is. */
@EndToEnd
class DevicesTest {
    @Test
    void eachHasItsOwnCursorsAndGetsWhatItsUserSendsElsewhere(Parley parley) {
        Device phone = parley.device("alice", "phone");
        String chatId = phone.opensGroup("Lake");
        EventStream atPhone = phone.events();
        atPhone.awaits("CAUGHT_UP");
        phone.says(chatId, "one");
        phone.says(chatId, "two");

        EventStream atLaptop = parley.device("alice", "laptop").events(Map.of("cursors", Map.of(chatId, 1)));
        atLaptop.awaits("CAUGHT_UP");
        phone.says(chatId, "three");

        atLaptop.awaits(chatId, 3);
        atPhone.awaits(chatId, 3);
        assertThat(atLaptop.seqs(chatId)).containsExactly(2L, 3L);
        assertThat(atPhone.seqs(chatId)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void oneThatWasAwayForLongFillsTheHoleFromHistoryAndHearsOfNewChats(Parley parley) {
        Device alice = parley.device("alice");
        Device phone = parley.device("bob", "phone");
        String chatId = alice.opensGroup("Lake", phone);
        alice.says(chatId, "one");
        sendAll(alice, chatId, 700);
        String other = alice.opensGroup("Sea", phone);

        EventStream stream = phone.events(Map.of("cursors", Map.of(chatId, 1), "limit", 50));
        List<JsonNode> replayed = stream.replayed();

        assertThat(stream.ofType("GAP")).hasSize(1);
        JsonNode gap = stream.ofType("GAP").get(0);
        List<Long> held = new ArrayList<>(history(phone, chatId, 1, Json.number(gap, "toSeq")));
        held.addAll(stream.seqs(chatId));
        assertThat(held).isEqualTo(LongStream.rangeClosed(2, 701).boxed().toList());
        assertThat(replayed)
                .anySatisfy(it -> assertThat(Json.text(it, "chatId")).isEqualTo(other));
    }

    @Test
    void oneThatWasAwayGetsTheReceiptsOfManyChatsOnceBeforeItHasCaughtUp(Parley parley) {
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String chatId = alice.opensGroup("chat " + i, bob);
            bob.confirms(chatId, "READ", 0);
            chats.add(chatId);
        }
        // Receipts wait for the views, so that none of them is news to the stream.
        chats.forEach(chatId -> bob.ask("receipts", Map.of("chatId", chatId, "seq", 0)));

        EventStream stream = parley.device("alice", "laptop").events(Map.of(), 1);
        for (int i = 1; i < 450; i++) {
            stream.demand(1);
        }

        List<String> told = stream.replayed().stream()
                .filter(it -> Json.is(it, "type", "RECEIPT"))
                .map(it -> Json.text(it, "chatId"))
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(chats);
    }

    private static List<Long> history(Device device, String chatId, long after, long upTo) {
        List<Long> seqs = new ArrayList<>();
        for (long from = after; from < upTo; ) {
            int limit = (int) Math.min(200, upTo - from);
            JsonNode page = device.ask("history", Map.of("chatId", chatId, "afterSeq", from, "limit", limit));
            Json.list(page, "items").forEach(item -> seqs.add(Json.number(item, "seq")));
            from = seqs.get(seqs.size() - 1);
        }
        return seqs;
    }

    private static void sendAll(Device device, String chatId, int count) {
        Flux.range(0, count)
                .flatMap(i -> device.sends(chatId, UUID.randomUUID(), "message " + i), 16)
                .blockLast(Device.PATIENCE);
    }
}
