package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import tools.jackson.databind.JsonNode;

/** Whatever the order in which store, view, router, Redis and device do their parts. */
class DeviceStreamTest {
    @Property(tries = 1_000)
    void sendsEachEnvelopeOnceAndInOrder(@ForAll("schedules") List<Tuple2<Simulation.Step, Integer>> schedule) {
        Simulation world = run(new Simulation(100_000, -1, -1, -1), schedule);
        for (int chat = 0; chat < world.chats(); chat++) {
            assertThat(world.received(chat))
                    .extracting(envelope -> envelope.get("seq").asLong())
                    .isEqualTo(from(0, world.stored(chat)));
        }
    }

    @Property(tries = 500)
    void needsNoComparisonOfHeadsWhereNothingIsLost(
            @ForAll("schedules") List<Tuple2<Simulation.Step, Integer>> schedule) {
        List<Tuple2<Simulation.Step, Integer>> withoutLosses = schedule.stream()
                .filter(step -> step.get1() != Simulation.Step.LOSE && step.get1() != Simulation.Step.COMPARE_HEADS)
                .toList();
        sendsEachEnvelopeOnceAndInOrder(withoutLosses);
    }

    @Property(tries = 500)
    void saysOnceThatItHasCaughtUp(@ForAll("schedules") List<Tuple2<Simulation.Step, Integer>> schedule) {
        Simulation world = run(new Simulation(100_000, -1, -1, -1), schedule);
        assertThat(world.received())
                .filteredOn(envelope -> envelope.get("type").asString().equals("CAUGHT_UP"))
                .hasSize(1);
    }

    @Property(tries = 1_000)
    void announcesExactlyWhatItLeavesOut(@ForAll("schedules") List<Tuple2<Simulation.Step, Integer>> schedule) {
        Simulation world = run(new Simulation(50, -1, 5, 250), schedule);
        for (int chat = 0; chat < world.chats(); chat++) {
            assertThat(covered(world.received(chat), List.of(-1, 5, 250).get(chat)))
                    .isGreaterThanOrEqualTo(world.stored(chat) - 1);
        }
    }

    @Example
    void takesNoPageOfAChatThatWasDroppedForOneOfTheNext() {
        ChatId left = Simulation.id(0);
        ChatId next = Simulation.id(1);
        DeviceStream stream = new DeviceStream(100, null, Outlet.OPEN);
        stream.begin(List.of(new DeviceStream.Start(left, 0, 0, 0), new DeviceStream.Start(next, 0, 0, 0)));
        assertThat(stream.nextRead(1)).extracting(PageRead::chatId).isEqualTo(left);
        stream.drop(left);
        assertThat(stream.nextRead(1)).extracting(PageRead::chatId).isEqualTo(next);

        stream.page(left, List.of(new PageEntry(0, Encoded.of("of the chat that was left"))), false, 0);

        assertThat(stream.poll()).isNull();
    }

    @Example
    void announcesAGapEvenWhereNothingAfterItCanBeRead() {
        ChatId chat = Simulation.id(0);
        DeviceStream stream = new DeviceStream(1, null, Outlet.OPEN);
        stream.begin(List.of(new DeviceStream.Start(chat, 0, 5, 5)));
        stream.nextRead(1);

        stream.page(chat, List.of(), false, 5);

        assertThat(stream.poll()).extracting(Item::kind).isEqualTo(Item.Kind.GAP);
    }

    @Example
    void takesWhatIsPushedAfterItsHeadWasNamed() {
        ChatId chat = Simulation.id(0);
        DeviceStream stream = new DeviceStream(100, null, Outlet.OPEN);
        stream.begin(List.of(new DeviceStream.Start(chat, 0, -1, 1)));
        assertThat(stream.nextRead(1)).isNotNull();

        stream.live(chat, 0, Encoded.of("first"));
        stream.live(chat, 1, Encoded.of("second"));

        assertThat(List.of(stream.poll(), stream.poll())).extracting(Item::kind).containsOnly(Item.Kind.TIMELINE);
        // What was asked of the view comes late.
        stream.page(chat, List.of(new PageEntry(0, Encoded.of("first"))), true, 0);
        assertThat(stream.isBehind()).isFalse();
        assertThat(stream.hasSomethingToSend()).as("the end of catching up").isFalse();
        stream.nextMarks(1);
        stream.marks(new MarksPage(List.of(), null, Instant.EPOCH));
        assertThat(stream.poll()).extracting(Item::kind).isEqualTo(Item.Kind.CAUGHT_UP);
    }

    @Example
    void readsNothingOfAChatThatWasPushedBeforeItsTurn() {
        ChatId chat = Simulation.id(0);
        DeviceStream stream = new DeviceStream(100, null, Outlet.OPEN);
        stream.begin(List.of(new DeviceStream.Start(chat, 0, -1, -1)));
        stream.known(chat, 0);

        stream.live(chat, 0, Encoded.of("first"));

        assertThat(stream.nextRead(1)).isNull();
    }

    @Example
    void announcesAGapBeforeWhatIsPushed() {
        ChatId chat = Simulation.id(0);
        DeviceStream stream = new DeviceStream(0, null, Outlet.OPEN);
        stream.begin(List.of(new DeviceStream.Start(chat, 0, 5, 6)));

        stream.live(chat, 6, Encoded.of("last"));

        assertThat(stream.poll()).isNull();
        stream.nextRead(1);
        stream.page(chat, List.of(new PageEntry(6, Encoded.of("last"))), false, 6);
        assertThat(List.of(stream.poll(), stream.poll()))
                .extracting(Item::kind)
                .containsExactly(Item.Kind.GAP, Item.Kind.TIMELINE);
    }

    /** Follows cursor, GAP and seqs as a device does, and fails at the first that does not fit. */
    private static long covered(List<JsonNode> received, long cursor) {
        long held = cursor;
        for (JsonNode envelope : received) {
            boolean gap = envelope.get("type").asString().equals("GAP");
            assertThat(envelope.get(gap ? "fromSeq" : "seq").asLong()).isEqualTo(held + 1);
            held = envelope.get(gap ? "toSeq" : "seq").asLong();
        }
        return held;
    }

    private static Simulation run(Simulation world, List<Tuple2<Simulation.Step, Integer>> schedule) {
        schedule.forEach(step -> world.step(step.get1(), step.get2()));
        world.settle();
        return world;
    }

    private static List<Long> from(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    @Provide
    Arbitrary<List<Tuple2<Simulation.Step, Integer>>> schedules() {
        return Combinators.combine(
                        Arbitraries.of(Simulation.Step.class),
                        Arbitraries.integers().between(0, 2))
                .as(Tuple::of)
                .list()
                .ofMaxSize(200);
    }
}
