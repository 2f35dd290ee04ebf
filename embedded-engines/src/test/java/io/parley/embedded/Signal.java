package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.process.Command;
import java.time.Duration;
import java.util.List;

/** What a person or a system does to processes. */
public enum Signal {
    KILL,
    STOP,
    CONT;

    public void to(long pid) {
        Command.Result sent = Command.run(List.of("sh", "-c", "kill -" + name() + " " + pid), Duration.ofSeconds(5));
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
        children.forEach(this::to);
    }
}
