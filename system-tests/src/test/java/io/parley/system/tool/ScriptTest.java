package io.parley.system.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ./parley builds and starts, in a project whose Maven makes empty jars and whose Java says what it was told. */
@Timeout(60)
class ScriptTest {
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
              *-XshowSettings*) echo '    java.specification.version = 17' >&2 ;;
              *--list-modules*) echo 'jdk.compiler@17' ;;
              *) echo "java $*"; echo "home $PARLEY_HOME" ;;
            esac
            """;
    private static final String TWO_CORES = """
            #!/bin/sh
            echo 2
            """;
    private static final String MAVEN = """
            #!/bin/sh
            while [ "$1" != -pl ]; do shift; done
            echo "$2" >> built
            while [ -e hold ]; do sleep 0.05; done
            mkdir -p "$2/target"
            case $2 in
              benchmarks) touch "$2/target/$2.jar" ;;
              *) touch "$2/target/$2-1-exec.jar" ;;
            esac
            """;
    private static final List<String> MODULES = List.of(
            "shared-events",
            "engines",
            "embedded-engines",
            "command-side",
            "projections",
            "query-side",
            "realtime-edge",
            "standalone",
            "client",
            "load-test",
            "benchmarks");

    @TempDir
    private Path root;

    @BeforeEach
    void makeTheProject() throws IOException {
        root = root.toRealPath();
        executable(root.resolve("parley"), Files.readString(Path.of("../parley")));
        executable(root.resolve("mvnw"), MAVEN);
        executable(Files.createDirectories(root.resolve("jdk/bin")).resolve("java"), JAVA);
        executable(Files.createDirectory(root.resolve("bin")).resolve("getconf"), TWO_CORES);
        Files.createFile(root.resolve("pom.xml"));
        for (String module : MODULES) {
            Files.createFile(Files.createDirectory(root.resolve(module)).resolve("pom.xml"));
        }
    }

    @Nested
    class Bench {
        @Test
        void runsAWorkloadAgainstAServerThatItStarts() throws Exception {
            assertThat(saidBy("bench", "hot-chat", "--seconds", "60"))
                    .contains("-jar " + root + "/load-test/target/load-test-1-exec.jar --workload hot-chat --seconds 60"
                            + " --server " + root + "/standalone/target/standalone-1-exec.jar --server-jvm ");
            assertThat(built()).containsExactly("standalone", "load-test");
        }

        @Test
        void givesThatServerTheOptionsOfUpAndNotTheGenerator() throws Exception {
            String server = "-XX:ThreadPriorityPolicy=1";
            assertThat(saidBy("up")).containsOnlyOnce(server);
            assertThat(saidBy("bench", "hot-chat").split("--server-jvm ", -1))
                    .hasSize(2)
                    .satisfies(said -> assertThat(said[0]).doesNotContain(server))
                    .satisfies(said -> assertThat(said[1]).contains(server));
        }

        @Test
        void runsJmhWithItsArgumentsAndTheOptimisingCompiler() throws Exception {
            assertThat(saidBy("bench", "jmh", "Envelope", "-f", "1"))
                    .contains("-jar " + root + "/benchmarks/target/benchmarks.jar Envelope -f 1\n")
                    .doesNotContain("TieredStopAtLevel");
            assertThat(built()).containsExactly("benchmarks");
        }

        @Test
        void measuresTheFloorsWithTheOptimisingCompilerBesideTheServerThatUpStarts() throws Exception {
            assertThat(saidBy("bench", "floors", "--seconds", "2"))
                    .contains("-jar " + root + "/load-test/target/load-test-1-exec.jar floors --seconds 2\n")
                    .contains("home " + root + "/data\n")
                    .doesNotContain("TieredStopAtLevel");
            assertThat(built()).containsExactly("load-test");
        }
    }

    @Nested
    class Building {
        @Test
        void isDoneOnceForWhatDoesNotChange() throws Exception {
            assertThat(saidBy("demo")).contains("Building Parley");
            assertThat(saidBy("demo")).doesNotContain("Building Parley");

            assertThat(built()).containsExactly("client");
        }

        @Test
        void isWaitedForByTheNextOne() throws Exception {
            assumeTrue(
                    new ProcessBuilder("sh", "-c", "command -v flock").start().waitFor() == 0, "there is no flock");
            Path hold = Files.createFile(root.resolve("hold"));
            Process first = parley("demo");
            Process second;
            try {
                assertThat(first.inputReader().readLine()).startsWith("Building Parley");
                second = parley("demo");
                assertThat(second.inputReader().readLine()).contains("waiting");
            } finally {
                Files.delete(hold);
            }

            assertThat(second.waitFor()).isZero();
            assertThat(first.waitFor()).isZero();
            assertThat(built()).containsExactly("client");
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(root.resolve("built"));
    }

    private Process parley(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(root.resolve("parley").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, own) -> own + ":" + path);
        return builder.start();
    }

    private String saidBy(String... arguments) throws IOException, InterruptedException {
        Process process = parley(arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
