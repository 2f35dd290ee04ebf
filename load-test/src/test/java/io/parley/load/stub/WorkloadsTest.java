package io.parley.load.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Json;
import io.parley.load.LoadTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WorkloadsTest {
    @TempDir
    private Path directory;

    private JsonNode run(StubServer server, int expected, String... arguments) throws IOException {
        Path json = directory.resolve("report.json");
        List<String> all = new ArrayList<>(
                List.of("--url=" + server.url(), "--warmup=0", "--seconds=1", "--senders=3", "--json=" + json));
        all.addAll(List.of(arguments));
        assertThat(LoadTest.run(all.toArray(String[]::new))).isEqualTo(expected);
        return Json.read(Files.readString(json)).path("results").path(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--workload=one-to-one", "--workload=group --members=5", "--workload=hot-chat"})
    void countTheSameOnBothSidesWhereNothingIsWrong(String workload) throws IOException {
        try (StubServer server = StubServer.faultless()) {
            JsonNode result = run(server, 0, (workload + " --receipts --rate=100").split(" ", -1));

            assertThat(result.path("rates").path("accepted (ACK)").path("count").asLong())
                    .isEqualTo(100);
            assertThat(result.path("rates").path("delivered").path("count").asLong())
                    .isEqualTo(workload.contains("group") ? 500 : 100);
        }
    }

    @ParameterizedTest
    @CsvSource({"LOSES,lost", "REPEATS,repeated", "SWAPS,outOfOrder"})
    void findWhatIsWrong(Fault fault, String found) throws IOException {
        try (StubServer server = StubServer.with(fault)) {
            JsonNode result = run(server, 1, "--rate=99", "--drain=1");

            assertThat(result.path(found).asLong()).isPositive();
        }
    }

    @Test
    void countRefusalsByTheirCause() throws IOException {
        try (StubServer server = StubServer.with(Fault.REFUSES)) {
            JsonNode errors = run(server, 1, "--rate=100").path("errors");

            assertThat(errors.path("send: UNAVAILABLE: Not now.").asLong()).isPositive();
        }
    }

    @Test
    void countWhatGetsNoAnswer() throws IOException {
        try (StubServer server = StubServer.with(Fault.IGNORES)) {
            JsonNode errors = run(server, 1, "--rate=100", "--drain=1").path("errors");

            assertThat(errors.path("send: no answer").asLong()).isEqualTo(10);
        }
    }

    @Test
    void inAClosedLoopGoOnWithEachAck() throws IOException {
        try (StubServer server = StubServer.faultless()) {
            JsonNode result = run(server, 0, "--closed");

            assertThat(result.path("rates").path("accepted (ACK)").path("count").asLong())
                    .isGreaterThan(100);
        }
    }
}
