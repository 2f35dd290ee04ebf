package io.parley.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.load.floor.Floor;
import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import io.parley.load.server.Machine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportTest {
    private static final Faults TWO_REFUSED = new Faults(Map.of("send: UNAVAILABLE", 2L), 1, 0, 0, 0, 0);

    private static Result result(int size, double perSecond, double serverSeconds) {
        Histogram latency = new Histogram(3);
        latency.recordValue(5_000_000L * size);
        return new Result(
                "one-to-one",
                size,
                List.of(new Rate("accepted (ACK)", perSecond, latency)),
                List.of(new Figure("all delivered", 0.25, "s")),
                size == 1 ? Faults.NONE : TWO_REFUSED,
                new Cost(serverSeconds, 1, 10, 5000));
    }

    private static Report report(Result... results) {
        return new Report(
                "one-to-one",
                List.of("--rate=500"),
                List.of(results),
                List.of(new Floor("echo", 2000, 0.1, 0.9)),
                new Machine(2, "a processor", 4096, "Linux 6", "a JDK", 0.5),
                List.of("java", "-jar", "standalone.jar"));
    }

    private static String printed(Report report) {
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void asJsonHasWhatTheTableHas() {
        JsonNode json = JsonReport.of(report(result(1, 500, 10)));
        JsonNode result = json.path("results").path(0);

        assertThat(result.path("rates").path("accepted (ACK)").path("perSecond").asDouble())
                .isEqualTo(500);
        assertThat(result.path("rates").path("accepted (ACK)").path("p99Ms").asDouble())
                .isBetween(4.9, 5.1);
        assertThat(result.path("cpu").path("serverSecondsPerThousand").asDouble())
                .isEqualTo(2);
        assertThat(result.path("figures").path(0).path("name").asString()).isEqualTo("all delivered");
        assertThat(json.path("floors").path(0).path("percent").asDouble()).isEqualTo(25);
        assertThat(json.path("machine").path("cores").asInt()).isEqualTo(2);
        assertThat(json.path("arguments").path(0).asString()).isEqualTo("--rate=500");
    }

    @Test
    void asJsonLeavesOutWhatIsNoNumber() {
        Result unshown = new Result(
                "one-to-one", 1, List.of(), List.of(new Figure("views show all", Double.NaN, "s")), Faults.NONE, null);

        JsonNode json = JsonReport.of(report(unshown));

        assertThat(json.path("results").path(0).path("figures").path(0).has("value"))
                .isFalse();
        assertThat(json.path("floors").path(0).has("percent")).isFalse();
    }

    @Test
    void leavesServerCpuOutWhereItIsNotKnownAndSaysHowToKnowIt() {
        Report report = report(result(1, 500, Double.NaN));

        assertThat(JsonReport.of(report).path("results").path(0).path("cpu").has("serverSeconds"))
                .isFalse();
        assertThat(printed(report)).contains("--server-pid");
    }

    @Test
    void ofSeveralSizesShowsHowFiguresGrow() {
        Report report = report(result(1, 500, 10), result(1, 50, 10), result(2, 400, 15), result(2, 25, 10));

        assertThat(printed(report))
                .containsPattern("x2 +accepted \\(ACK\\) +0\\.80 +2\\.00 +2\\.00 +1\\.50")
                .containsPattern("x2 +accepted \\(ACK\\) +0\\.50 +2\\.00 +2\\.00 +1\\.00");
        assertThat(report.faultless()).isFalse();
        assertThat(printed(report)).contains("errors 2, lost 1", "send: UNAVAILABLE");
    }
}
