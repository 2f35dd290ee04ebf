package io.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Both ways to find a document by its id beside a sorted map. */
class IdOrderTest {
    private static final int IDS = 3_000;

    private final StoredDocuments documents = new StoredDocuments();
    private final IdOrder order = new IdOrder(documents);
    private final IdHash hash = new IdHash(documents);
    private final NavigableMap<String, Integer> expected = new TreeMap<>();
    private final Random random = new Random(5);

    @Test
    void agreesWithASortedMapWhateverIsAddedAndRemoved() {
        for (int round = 1; round <= 40_000; round++) {
            // Grows first, then shrinks to nothing.
            boolean adds = random.nextInt(10) < (round < 20_000 ? 7 : 2);
            change(id(random.nextInt(IDS)), adds);
            if (round % 1_000 == 0) {
                compare();
            }
        }
        for (String id : List.copyOf(expected.keySet())) {
            change(id, false);
        }
        compare();
        assertThat(hash.size()).isZero();
        for (int number = 0; number < IDS; number++) {
            change(id(random.nextInt(IDS)), true);
        }
        compare();
    }

    @Test
    void holdsWhatComesInAscendingOrder() {
        for (int number = 0; number < IDS; number++) {
            change(id(number), true);
        }
        compare();
    }

    private void change(String id, boolean adds) {
        Integer present = expected.get(id);
        byte[] bytes = RawDocument.idBytes(id);
        if (adds && present == null) {
            int position = documents.add(RawDocument.encode(new Document("_id", id)));
            hash.add(bytes, position);
            order.add(bytes, position);
            expected.put(id, position);
        } else if (!adds && present != null) {
            expected.remove(id);
            order.remove(bytes);
            assertThat(hash.remove(bytes)).isEqualTo(present);
            documents.remove(present);
        }
    }

    private void compare() {
        assertThat(hash.size()).isEqualTo(expected.size()).isEqualTo(documents.size());
        expected.forEach((id, position) ->
                assertThat(hash.position(RawDocument.idBytes(id))).isEqualTo(position));
        assertThat(hash.position(RawDocument.idBytes("nobody"))).isEqualTo(IdHash.NONE);
        assertThat(within(IdRange.ALL, false)).containsExactlyElementsOf(expected.values());
        assertThat(within(IdRange.ALL, true))
                .containsExactlyElementsOf(expected.descendingMap().values());
        for (int i = 0; i < 50; i++) {
            compare(new IdRange(id(random.nextInt(IDS)), random.nextBoolean(), id(random.nextInt(IDS)), i % 2 == 0));
        }
    }

    private void compare(IdRange range) {
        NavigableMap<String, Integer> within = range.isEmpty()
                ? new TreeMap<>()
                : expected.subMap(range.from(), range.fromInclusive(), range.to(), range.toInclusive());
        assertThat(within(range, false)).containsExactlyElementsOf(within.values());
        assertThat(within(range, true))
                .containsExactlyElementsOf(within.descendingMap().values());
    }

    private List<Integer> within(IdRange range, boolean descending) {
        List<Integer> found = new ArrayList<>();
        order.within(range, descending).forEach(found::add);
        return found;
    }

    private static String id(int number) {
        return "k:%06d".formatted(number);
    }
}
