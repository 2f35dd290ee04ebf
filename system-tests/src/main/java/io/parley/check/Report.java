package io.parley.check;

import io.parley.check.history.History;
import io.parley.check.rule.Violation;
import io.parley.client.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The end of a run in words and as JSON. */
final class Report {
    private static final int MOST_SHOWN = 25;

    private final CheckSettings settings;
    private final Views views;
    private final Figures figures;
    private final long devices;
    private final List<Violation> violations;

    Report(CheckSettings settings, Views views, History history, List<Violation> violations) {
        this.settings = settings;
        this.views = views;
        this.figures = Figures.of(history);
        this.devices = Figures.devices(history);
        this.violations = violations;
    }

    void print(PrintWriter out) {
        out.printf(
                "%nseed %d, %d s, %d devices of %d users, views %s%n",
                settings.seed(), settings.time().toSeconds(), devices, settings.users(), views);
        out.printf(
                "  messages    %,d in %d chats; %,d sends tried, %,d acknowledged, repeats included%n",
                figures.messages(), figures.chats(), figures.attempts(), figures.acks());
        out.printf(
                "  envelopes   %,d on %,d streams, %d announced gaps; %,d confirmations%n",
                figures.envelopes(), figures.streams(), figures.gaps(), figures.marks());
        out.printf(
                "  delivery    p50 %d ms, p99 %d ms, first try to live stream, away from faults%n",
                figures.calmMillis().get(0), figures.calmMillis().get(1));
        out.printf("  faults      %d%n", figures.faultCount());
        figures.faults().forEach((kind, count) -> out.printf("    %-24s %d%n", kind, count));
        if (violations.isEmpty()) {
            out.println("  verdict     0 lost, 0 duplicate, 0 gap, 0 drift");
        } else {
            printViolations(out);
        }
        out.flush();
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("seed", settings.seed())
                .put("seconds", settings.time().toSeconds())
                .put("devices", devices)
                .put("users", settings.users())
                .put("views", views.name())
                .put("chats", figures.chats())
                .put("messages", figures.messages())
                .put("attempts", figures.attempts())
                .put("acks", figures.acks())
                .put("envelopes", figures.envelopes())
                .put("streams", figures.streams())
                .put("gaps", figures.gaps())
                .put("confirmations", figures.marks())
                .put("deliveryP50Ms", figures.calmMillis().get(0))
                .put("deliveryP99Ms", figures.calmMillis().get(1))
                .put("faultCount", figures.faultCount());
        ObjectNode faults = json.putObject("faults");
        figures.faults().forEach(faults::put);
        ArrayNode broken = json.putArray("violations");
        violations.forEach(it -> broken.addObject().put("rule", it.rule()).put("sentence", it.sentence()));
        return json;
    }

    private void printViolations(PrintWriter out) {
        Map<String, Integer> byRule = new TreeMap<>();
        violations.forEach(it -> byRule.merge(it.rule(), 1, Integer::sum));
        out.printf("  verdict     %d violations: %s%n", violations.size(), byRule);
        violations.stream().limit(MOST_SHOWN).forEach(it -> out.println("    " + it));
        if (violations.size() > MOST_SHOWN) {
            out.printf("    and %d more%n", violations.size() - MOST_SHOWN);
        }
    }
}
