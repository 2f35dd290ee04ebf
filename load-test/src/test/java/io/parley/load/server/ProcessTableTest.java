package io.parley.load.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    @TempDir
    private Path proc;

    @BeforeEach
    void aServerWithAPostmasterOfInitAndStrangers() throws IOException {
        process(1, "init", 0, "500 500 900 900");
        process(10, "java", 1, "100 50 7 3");
        process(11, "redis-server *:1", 10, "20 10 0 0");
        process(20, "postgres", 1, "5 5 30 20");
        process(21, "postgres: (a b) c", 20, "40 10 0 0");
        process(30, "stranger", 1, "1000 1000 0 0");
        Files.createDirectory(proc.resolve("sys"));
    }

    private void process(long pid, String name, long parent, String times) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(
                directory.resolve("stat"),
                pid + " (" + name + ") S " + parent + " 1 1 0 -1 4194560 1 1 1 1 " + times + " 20 0 1 0\n");
    }

    @Test
    void addsUpATreeWithWhatItsEndedChildrenUsed() {
        assertThat(ProcessTable.read(proc).cpuSeconds(List.of(10L))).isEqualTo(1.9);
    }

    @Test
    void countsEachProcessOnceHoweverManyTreesItIsIn() {
        assertThat(ProcessTable.read(proc).tree(List.of(10L, 11L, 20L, 21L)))
                .containsExactlyInAnyOrder(10L, 11L, 20L, 21L);
    }

    @Test
    void leavesOutWhatHasEnded() {
        assertThat(ProcessTable.read(proc).cpuSeconds(List.of(77L))).isZero();
    }
}
