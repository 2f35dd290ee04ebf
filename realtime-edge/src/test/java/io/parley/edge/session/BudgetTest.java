package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<String> served = new ArrayList<>();
    private final Budget budget = new Budget(later::add);

    @Nested
    class Room {
        @Test
        void isHeldUpToABound() {
            assertThat(budget.hold(Budget.PUSHED, Budget.PUSHED)).isTrue();
            assertThat(budget.hold(1, Budget.PUSHED)).isFalse();
            assertThat(budget.hold(1, Budget.PLANNED)).isTrue();
            budget.release(2);
            assertThat(budget.hold(1, Budget.PUSHED)).isTrue();
        }

        @Test
        void forTheLargestAnswerIsLeftByWhatIsPushedAndByQueriesInLine() {
            budget.hold(Budget.PUSHED, Budget.PUSHED);
            fillTheLine();
            assertThat(budget.hold(QueryLine.LARGEST, Budget.PLANNED)).isTrue();
        }

        @Test
        void isLeftForWhatNobodyAsksForHoweverMuchIsPlannedAndInLine() {
            while (budget.hold(1024, Budget.PLANNED)) {
                fillTheLine();
            }
            assertThat(budget.count(100 * 1024)).isTrue();
        }

        @Test
        void forWhatIsPushedIsNotTakenByWhatIsStillBeingRead() {
            ask("a page", Budget.PUSHED);
            assertThat(budget.push(Budget.PUSHED)).isTrue();
            budget.filled(Budget.PUSHED);
            assertThat(budget.push(1)).isFalse();
        }

        @Test
        void isOverWhenWhatIsThereAlreadyPassesAMebibyte() {
            assertThat(budget.count(1024 * 1024)).isTrue();
            assertThat(budget.count(1)).isFalse();
        }
    }

    @Nested
    class TheLine {
        @Test
        void isServedAtOnceWhereThereIsRoom() {
            ask("small", 1);
            assertThat(served).containsExactly("small");
        }

        @Test
        void isServedInOrderSoThatTheLargestIsNotOvertaken() {
            budget.hold(Budget.PLANNED, Budget.PLANNED);
            ask("large", Budget.PLANNED / 2);
            ask("small", 1);
            release(10);
            assertThat(served).isEmpty();
            release(Budget.PLANNED / 2);
            assertThat(served).containsExactly("large", "small");
        }

        @Test
        void letsTheNextPassWhenTheFirstGivesUp() {
            budget.hold(Budget.PLANNED, Budget.PLANNED);
            ask("large", Budget.PLANNED / 2);
            ask("small", 1);
            release(10);
            budget.forget("large");
            runLater();
            assertThat(served).containsExactly("small");
        }
    }

    private void fillTheLine() {
        boolean room = true;
        while (room) {
            room = budget.enterLine(1024);
        }
    }

    private void ask(String name, int bytes) {
        budget.whenRoomFor(bytes, name, held -> served.add(name));
    }

    private void release(int bytes) {
        budget.release(bytes);
        runLater();
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }
}
