package io.parley.load.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildLogTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheLastStartAndNotThoseBefore() throws Exception {
        Path log = directory.resolve("server.log");
        Files.writeString(log, "Views: complete, 1 events (0.1 s)\n");
        RebuildLog rebuild = RebuildLog.after(log);
        Files.writeString(
                log,
                "Views: rebuilding, 50 % of 2000 events (1000/s)\nViews: complete, 2000 events (2.5 s)\n",
                StandardOpenOption.APPEND);
        List<String> progress = new ArrayList<>();

        RebuildLog.Rebuilt rebuilt = rebuild.awaitComplete(step -> false, progress::add);

        assertThat(rebuilt).isEqualTo(new RebuildLog.Rebuilt(2000, 2.5));
        assertThat(progress).containsExactly("Views: rebuilding, 50 % of 2000 events (1000/s)");
    }

    @Test
    void waitsForTheRestOfALine() throws Exception {
        Path log = directory.resolve("server.log");
        Files.writeString(log, "");
        RebuildLog rebuild = RebuildLog.after(log);
        Iterator<String> parts =
                List.of("Views: complete, 20", "00 events (2.5 s)\n").iterator();

        RebuildLog.Rebuilt rebuilt = rebuild.awaitComplete(
                step -> {
                    Files.writeString(log, parts.next(), StandardOpenOption.APPEND);
                    return false;
                },
                line -> {});

        assertThat(rebuilt).isEqualTo(new RebuildLog.Rebuilt(2000, 2.5));
    }

    @Test
    void saysWhenTheServerEndsBefore() throws Exception {
        Path log = directory.resolve("server.log");
        Files.writeString(log, "");

        assertThatThrownBy(() -> RebuildLog.after(log).awaitComplete(step -> true, line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server ended");
    }
}
