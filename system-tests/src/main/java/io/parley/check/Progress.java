package io.parley.check;

import io.parley.check.history.FaultRecord;
import io.parley.check.history.Recorder;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One line a second: rewritten in place on a terminal, every tenth of them where it goes into a file. */
final class Progress implements AutoCloseable {
    private static final int IN_A_FILE = 10;

    private final Recorder recorder;
    private final PrintWriter out;
    private final boolean terminal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int lines;

    private Progress(Recorder recorder, PrintWriter out, boolean terminal) {
        this.recorder = recorder;
        this.out = out;
        this.terminal = terminal;
    }

    static Progress start(Recorder recorder, PrintWriter out, boolean terminal) {
        Progress progress = new Progress(recorder, out, terminal);
        ScheduledFuture<?> unused = progress.timer.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
        return progress;
    }

    @Override
    public void close() {
        timer.shutdown();
        if (terminal) {
            out.println();
            out.flush();
        }
    }

    private void tick() {
        if (terminal) {
            out.print("\r\u001b[K" + line());
            out.flush();
        } else if (lines++ % IN_A_FILE == 0) {
            out.println(line());
            out.flush();
        }
    }

    private String line() {
        Map<String, Integer> kinds = new TreeMap<>();
        int faults = 0;
        for (FaultRecord fault : recorder.faults()) {
            kinds.merge(group(fault.kind()), 1, Integer::sum);
            faults++;
        }
        return String.format(
                Locale.ROOT,
                "%5d s  faults %d %s  acked %d  delivered %d  streams %d  suspicions %d",
                TimeUnit.NANOSECONDS.toSeconds(recorder.now()),
                faults,
                kinds,
                recorder.ackedCount(),
                recorder.deliveredCount(),
                recorder.streamCount(),
                recorder.suspicionCount());
    }

    private static String group(String kind) {
        int end = kind.indexOf('_');
        String group = (kind.startsWith("ALL_") ? "SOCKETS" : kind.substring(0, end)).toLowerCase(Locale.ROOT);
        return group.equals("mongod") ? "mongo" : group;
    }
}
