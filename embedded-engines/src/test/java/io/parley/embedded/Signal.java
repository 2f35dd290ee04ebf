package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.process.Command;
import io.parley.embedded.process.Processes;
import java.time.Duration;
import java.util.List;

/** What a person or a system does to processes. */
public enum Signal {
    KILL,
    STOP,
    CONT;

    public void to(long pid) {
        Command.Result sent = send(pid);
        assertThat(sent.succeeded()).as(sent.output()).isTrue();
    }

    /** To the process and all that it has started: PostgreSQL is many. */
    public void toTreeOf(long pid) {
        List<Long> children = ProcessHandle.of(pid)
                .orElseThrow()
                .descendants()
                .map(ProcessHandle::pid)
                .toList();
        to(pid);
        // One of them may have done its work and ended meanwhile.
        children.forEach(this::toUnlessEnded);
    }

    private void toUnlessEnded(long pid) {
        boolean sent = send(pid).succeeded();
        assertThat(sent || !Processes.isRunning(pid)).isTrue();
    }

    private Command.Result send(long pid) {
        return Command.run(List.of("sh", "-c", "kill -" + name() + " " + pid), Duration.ofSeconds(5));
    }
}
