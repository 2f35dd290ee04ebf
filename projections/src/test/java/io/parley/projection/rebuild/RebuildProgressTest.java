package io.parley.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class RebuildProgressTest {
    private static final Offset<Double> ALMOST = Offset.offset(0.001);

    private final MongoDatabase database;
    private final Node node;

    RebuildProgressTest(MongoEngine engine) {
        database = engine.emptyDatabase();
        node = new Node();
    }

    @Nested
    class TheViews {
        @Test
        void areReadyAtOnceWhereNothingWasEverStored() {
            node.head = -1;
            node.progress.look();
            assertThat(node.progress.ready()).isTrue();
            assertThat(new ReadyFlag(database).ready()).isTrue();
        }

        @Test
        void areReadyWhenEverySegmentReachedWhatWasTheHeadAtTheStart() {
            node.head = 99;
            node.at(0, -1).at(1, 49).progress.look();
            assertThat(node.progress.ready()).isFalse();
            assertThat(node.progress.fraction()).isCloseTo(0.25, ALMOST);
            node.head = 200;
            node.at(0, 99).at(1, 98).progress.look();
            assertThat(node.progress.ready()).isFalse();
            node.at(1, 120).progress.look();
            assertThat(node.progress.ready()).isTrue();
            assertThat(node.progress.fraction()).isEqualTo(1);
        }

        @Test
        void areNotReadyBeforeASegmentWasTaken() {
            node.head = 99;
            node.progress.look();
            assertThat(node.progress.ready()).isFalse();
            assertThat(node.progress.fraction()).isZero();
        }

        @Test
        void areReadyWhenSeveralNodesTogetherReachedTheHead() {
            Node other = new Node();
            node.head = 99;
            other.head = 99;
            node.at(0, 99).progress.look();
            assertThat(node.progress.ready()).isFalse();
            other.at(1, 99).progress.look();
            assertThat(other.progress.ready()).isTrue();
            node.progress.look();
            assertThat(node.progress.ready()).isTrue();
        }

        @Test
        void stayReadyOverARestart() {
            new ReadyFlag(database).makeReady();
            node.head = 99;
            node.progress.look();
            assertThat(node.progress.ready()).isTrue();
        }
    }

    /** A node of the projections that stands where a test says. */
    private final class Node implements GroupPosition {
        private final Map<Integer, Long> segments = new HashMap<>();
        private final RebuildProgress progress = new RebuildProgress(this, new ReadyFlag(database));
        private long head;

        private Node at(int segment, long position) {
            segments.put(segment, position);
            return this;
        }

        @Override
        public long head() {
            return head;
        }

        @Override
        public Map<Integer, Long> ownSegments() {
            return segments;
        }

        @Override
        public Set<Integer> allSegments() {
            return Set.of(0, 1);
        }
    }
}
