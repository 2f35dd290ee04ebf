package io.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderedCollectionTest {
    private static final int MANY = 200_000;
    private static final int PAGE = 50;

    private final CountingCollection documents = new CountingCollection();

    @BeforeEach
    void fill() {
        for (int i = 0; i < MANY; i++) {
            documents.addDocument(new Document("_id", id(i)));
        }
    }

    @Nested
    class APage {
        private final Document fromTheMiddle = new Document(
                "$and",
                List.of(
                        new Document("_id", new Document("$gte", id(MANY / 2))),
                        new Document("_id", new Document("$lt", "k;"))));

        @Test
        void touchesWhatItAnswersAndNothingElse() {
            var found = page(fromTheMiddle, new Document("_id", 1));
            assertThat(found.collectDocuments()).hasSize(PAGE).first().isEqualTo(new Document("_id", id(MANY / 2)));
            assertThat(documents.touched).isLessThanOrEqualTo(PAGE + 1);
        }

        @Test
        void costsTheSameBackwards() {
            var found = page(fromTheMiddle, new Document("_id", -1));
            assertThat(found.collectDocuments()).hasSize(PAGE).first().isEqualTo(new Document("_id", id(MANY - 1)));
            assertThat(documents.touched).isLessThanOrEqualTo(PAGE + 1);
        }

        @Test
        void ofSeveralRangesTouchesNothingBetweenThem() {
            Document several = new Document("$or", List.of(between(70, 72), between(10, 12), between(40, 41)));
            assertThat(ids(page(several, new Document("_id", 1)))).containsExactly(10, 11, 40, 70, 71);
            assertThat(ids(page(several, new Document("_id", -1)))).containsExactly(71, 70, 40, 11, 10);
            assertThat(ids(page(several, null))).containsExactlyInAnyOrder(10, 11, 40, 70, 71);
            assertThat(documents.touched).isLessThanOrEqualTo(3 * PAGE);
        }

        @Test
        void ofRangesThatOverlapHasEachDocumentOnce() {
            Document several = new Document("$or", List.of(between(10, 13), between(12, 14)));
            assertThat(ids(page(several, new Document("_id", 1)))).containsExactly(10, 11, 12, 13);
        }

        @Test
        void isOfThoseOnlyThatMeetTheOtherConditionsToo() {
            Document both =
                    new Document("$and", List.of(between(10, 13), new Document("_id", new Document("$ne", id(11)))));
            assertThat(ids(page(both, new Document("_id", 1)))).containsExactly(10, 12);
            Document any = new Document("$or", List.of(both, between(20, 21)));
            assertThat(ids(page(any, new Document("_id", 1)))).containsExactly(10, 12, 20);
            Document orElse = new Document("$or", List.of(between(10, 11), new Document("_id", id(30))));
            assertThat(ids(page(orElse, new Document("_id", 1)))).containsExactly(10, 30);
        }

        @Test
        void costsTheSameWhateverLiesBeyondIt() {
            AtomicInteger seen = new AtomicInteger();
            IdRanges all = new IdRanges(List.of(new IdRange(id(0), true, id(MANY), false)), true);
            Iterable<Integer> positions = documents.index.within(all, true);
            // What a stream asks first: to tell the size of a range of a tree, all of it has to be walked.
            assertThat(positions.spliterator().getExactSizeIfKnown()).isNegative();
            StreamSupport.stream(positions.spliterator(), false).limit(PAGE).forEach(found -> seen.incrementAndGet());
            assertThat(seen).hasValue(PAGE);
        }

        private Document between(int from, int to) {
            Document above = new Document("_id", new Document("$gte", id(from)));
            return new Document("$and", List.of(above, new Document("_id", new Document("$lt", id(to)))));
        }

        private List<Integer> ids(QueryResult found) {
            return found.collectDocuments().stream()
                    .map(document ->
                            Integer.valueOf(String.valueOf(document.get("_id")).substring(2)))
                    .toList();
        }

        private QueryResult page(Document query, @Nullable Document order) {
            return documents.queryDocuments(query, order, 0, PAGE, 0, null);
        }
    }

    @Nested
    class NamedDocuments {
        @Test
        void areFoundOnceEachAndNothingElseIsTouched() {
            var ids = List.of(id(70), id(10), "nobody", id(70), id(40));
            var found = find(new Document("_id", new Document("$in", ids)));
            assertThat(found).containsExactly(id(70), id(10), id(40));
            assertThat(find(new Document("_id", id(7)))).containsExactly(id(7));
            assertThat(find(new Document("_id", "nobody"))).isEmpty();
            assertThat(documents.touched).isEqualTo(4);
        }

        @Test
        void meetTheOtherConditionsToo() {
            Document named = new Document("$in", List.of(id(1), id(2), id(3)));
            assertThat(find(new Document("_id", named).append("from", "ann"))).isEmpty();
            assertThat(find(new Document("_id", named.clone().append("$ne", id(2)))))
                    .containsExactly(id(1), id(3));
        }

        private List<Object> find(Document query) {
            return documents.queryDocuments(query, null, 0, 0, 0, null).collectDocuments().stream()
                    .map(document -> document.get("_id"))
                    .toList();
        }
    }

    private static String id(int number) {
        return "k:%09d".formatted(number);
    }

    private static final class CountingCollection extends OrderedCollection {
        private final OrderedIndex index = new OrderedIndex("_id_", List.of(new IndexKey("_id", true)), false);
        private int touched;

        private CountingCollection() {
            super(
                    new MemoryDatabase("test", new CursorRegistry()),
                    "documents",
                    CollectionOptions.withDefaults(),
                    new CursorRegistry());
            addIndex(index);
        }

        @Override
        protected boolean documentMatchesQuery(Document document, Document query) {
            touched++;
            return super.documentMatchesQuery(document, query);
        }
    }
}
