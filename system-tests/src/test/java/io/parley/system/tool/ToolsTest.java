package io.parley.system.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ParleyCli;
import io.parley.load.LoadTest;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Parley;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EndToEnd
class ToolsTest {
    private static final int README_SCREEN = 40;
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void theDemoShowsWhatEachDeviceSawOnOneScreenAsOftenAsOneLikes(Parley parley) throws Exception {
        for (int run = 0; run < 2; run++) {
            String shown =
                    succeeds(ParleyCli.class, "demo", "--url", parley.base().toString());

            assertThat(shown.lines()).hasSizeLessThanOrEqualTo(README_SCREEN);
            assertThat(shown)
                    .contains("alice's phone", "bob's laptop", "carol's tablet", "carol read up to #3")
                    .contains("her unread went from 3 to 0");
        }
    }

    @Test
    void theLoadTestFindsNothingLostRepeatedOrOutOfOrder(Parley parley) throws Exception {
        String shown = succeeds(
                LoadTest.class,
                "--url=" + parley.base(),
                "--rate=20",
                "--pairs=5",
                "--warmup=1",
                "--seconds=2",
                "--receipts");

        assertThat(shown).contains("errors 0, lost 0, repeated 0, out of order 0");
    }

    @Test
    void theStormBringsEachDeviceWhatItMissedWhileOthersSend(Parley parley) throws Exception {
        String shown = succeeds(
                LoadTest.class,
                "--url=" + parley.base(),
                "--workload=reconnect-storm",
                "--devices=50",
                "--missed=3",
                "--storms=2",
                "--rate=20",
                "--pairs=5",
                "--warmup=1",
                "--seconds=1");

        assertThat(shown)
                .contains(
                        "errors 0, lost 0, repeated 0, out of order 0",
                        "All 50 devices were back, with 3 messages each, 2 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group --members=5 --senders=2 --rate=20",
                "hot-chat --senders=4",
                "pages --messages=120 --chats=3 --senders=2",
                "idle --connections=20"
            })
    void otherLoadsEndWithoutAFault(String load, Parley parley) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--url=" + parley.base(), "--warmup=0", "--seconds=1"));
        arguments.addAll(List.of(("--workload=" + load).split(" ", -1)));

        assertThat(succeeds(LoadTest.class, arguments.toArray(String[]::new)))
                .contains("errors 0, lost 0, repeated 0, out of order 0");
    }

    private String succeeds(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(quieting(Runtime.version().feature()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        File output = Files.createTempFile(directory, "tool", ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        process.destroy();
        String shown = Files.readString(output.toPath());
        assertThat(ended).as(shown).isTrue();
        assertThat(process.exitValue()).as(shown).isZero();
        return shown;
    }

    /** What ./parley passes, too: newer JDKs print warnings about libraries into the program's output. */
    private static List<String> quieting(int javaVersion) {
        return javaVersion < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
}
