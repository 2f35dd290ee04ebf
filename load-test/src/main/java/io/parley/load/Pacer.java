package io.parley.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends each message when it is due, whatever became of those before it. */
final class Pacer {
    private final Schedule schedule;
    private final Workload workload;
    private final MessageNumbers numbers;
    private final Measurements measurements;

    Pacer(Schedule schedule, Workload workload, MessageNumbers numbers, Measurements measurements) {
        this.schedule = schedule;
        this.workload = workload;
        this.numbers = numbers;
        this.measurements = measurements;
    }

    /** Runs on the calling thread until the last message has been sent or it is enough. */
    void run(BooleanSupplier enough) {
        for (long number = 0; number < schedule.total() && !enough.getAsBoolean(); number++) {
            waitUntil(schedule.dueNanos(number));
            send(number);
        }
    }

    private void send(long number) {
        measurements.sent();
        workload.send(number, numbers.id(number))
                .subscribe(unused -> {}, error -> measurements.refused(error), () -> measurements.acked(number));
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
