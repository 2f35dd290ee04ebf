package io.parley.command.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SendFilterTest {
    /** Beyond what all layers are made for: 43,000 sends. */
    private static final int BEYOND = 60_000;

    @Property(tries = 100)
    void knowsWhateverWasAdded(@ForAll long seed, @ForAll @IntRange(max = 5_000) int sends) {
        SendFilter filter = filled(seed, sends);
        assertThat(keys(seed, sends)).allMatch(filter::mayKnow);
    }

    @Property(tries = 3)
    void knowsWhateverWasAddedBeyondItsSizeToo(@ForAll long seed) {
        SendFilter filter = filled(seed, BEYOND);
        assertThat(keys(seed, BEYOND)).allMatch(filter::mayKnow);
        assertThat(filter.bytes()).isLessThanOrEqualTo(64 * 1024);
    }

    @Property(tries = 100)
    void growsWithItsChat(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int sends) {
        assertThat(filled(seed, sends).bytes())
                .isLessThanOrEqualTo(Math.max(SendFilter.FIRST_LAYER_BYTES, sends * SendFilter.BITS_PER_SEND / 2));
    }

    @Property(tries = 50)
    void isTheSameAfterASnapshot(@ForAll long seed, @ForAll @IntRange(max = 2_000) int sends) {
        String json = ParleyJson.mapper().writeValueAsString(filled(seed, sends));
        SendFilter read = ParleyJson.mapper().readValue(json, SendFilter.class);
        assertThat(keys(seed, sends)).allMatch(read::mayKnow);
        keys(seed + 1, 500).forEach(read::add);
        SendFilter unbroken = filled(seed, sends);
        keys(seed + 1, 500).forEach(unbroken::add);
        assertThat(ParleyJson.mapper().writeValueAsString(read))
                .isEqualTo(ParleyJson.mapper().writeValueAsString(unbroken));
        assertThat(json.length()).isLessThan(filled(seed, sends).bytes() * 4 / 3 + 200);
    }

    @Example
    void takesFewNewSendsForKnownOnes() {
        SendFilter filter = filled(1, 40_000);
        long mistaken = keys(2, 10_000).filter(filter::mayKnow).count();
        assertThat(mistaken).isLessThan(300);
    }

    @Example
    void knowsNothingAtFirst() {
        assertThat(keys(3, 100)).noneMatch(new SendFilter()::mayKnow);
    }

    private static SendFilter filled(long seed, int sends) {
        SendFilter filter = new SendFilter();
        keys(seed, sends).forEach(filter::add);
        return filter;
    }

    private static Stream<SendKey> keys(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        ChatId chat = new ChatId("chat");
        List<UserId> users = List.of(new UserId("alice"), new UserId("bob"));
        return IntStream.range(0, count)
                .mapToObj(n -> SendKey.of(
                        chat,
                        users.get(n % 2),
                        new ClientMessageId(new UUID(random.nextLong(), random.nextLong()).toString())));
    }
}
