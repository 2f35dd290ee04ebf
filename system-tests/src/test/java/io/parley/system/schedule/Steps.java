package io.parley.system.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Everything that may happen next, in lanes that each keep their order. A seed decides which lane goes on. */
final class Steps {
    private final Random random;
    private final List<Lane> busy = new ArrayList<>();

    Steps(Random random) {
        this.random = random;
    }

    /** One after the other, with anything in between. */
    final class Lane implements Executor {
        private final Deque<Runnable> steps = new ArrayDeque<>();

        @Override
        public void execute(Runnable step) {
            if (steps.isEmpty()) {
                busy.add(this);
            }
            steps.add(step);
        }

        void clear() {
            steps.clear();
            busy.remove(this);
        }
    }

    Lane lane() {
        return new Lane();
    }

    /** Takes one step, if there is one to take. */
    boolean next() {
        if (busy.isEmpty()) {
            return false;
        }
        Lane lane = busy.get(random.nextInt(busy.size()));
        Runnable step = lane.steps.remove();
        if (lane.steps.isEmpty()) {
            busy.remove(lane);
        }
        step.run();
        return true;
    }

    /** What blocks in production lets everything else happen here, until it has its answer. */
    void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (!next()) {
                throw new IllegalStateException("Somebody waits for what nobody will do.");
            }
        }
    }
}
