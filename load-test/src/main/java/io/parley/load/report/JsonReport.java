package io.parley.load.report;

import io.parley.client.Json;
import io.parley.load.floor.Floor;
import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import io.parley.load.server.Machine;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report as one JSON object; what is not known is absent. */
public final class JsonReport {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double PERCENT = 100;

    private JsonReport() {}

    public static ObjectNode of(Report report) {
        ObjectNode json = Json.object().put("workload", report.workload());
        ArrayNode arguments = json.putArray("arguments");
        report.arguments().forEach(arguments::add);
        machine(report.machine(), json.putObject("machine"));
        ArrayNode server = json.putArray("server");
        report.server().forEach(server::add);
        ArrayNode results = json.putArray("results");
        report.results().forEach(result -> result(result, results.addObject()));
        ArrayNode floors = json.putArray("floors");
        report.floors().forEach(floor -> floor(floor, report.results(), floors.addObject()));
        return json;
    }

    private static void machine(Machine machine, ObjectNode json) {
        json.put("cores", machine.cores())
                .put("processor", machine.processor())
                .put("memoryMiB", machine.memoryMiB())
                .put("system", machine.system())
                .put("jdk", machine.jdk())
                .put("load", machine.load());
    }

    private static void result(Result result, ObjectNode json) {
        json.put("title", result.title()).put("size", result.size());
        ObjectNode rates = json.putObject("rates");
        result.rates().forEach(rate -> rate(rate, rates.putObject(rate.name())));
        ArrayNode figures = json.putArray("figures");
        result.figures()
                .forEach(figure -> known(figures.addObject().put("name", figure.name()), "value", figure.value())
                        .put("unit", figure.unit()));
        Cost cost = result.cost();
        if (cost != null) {
            cost(cost, json.putObject("cpu"));
        }
        faults(result.faults(), json);
    }

    private static void rate(Rate rate, ObjectNode json) {
        json.put("perSecond", rate.perSecond())
                .put("p50Ms", rate.millisAt(P50))
                .put("p99Ms", rate.millisAt(P99))
                .put("p999Ms", rate.millisAt(P999))
                .put("maxMs", rate.maxMillis())
                .put("count", rate.latency().getTotalCount());
    }

    private static void cost(Cost cost, ObjectNode json) {
        if (cost.serverKnown()) {
            known(json.put("serverSeconds", cost.server()), "serverSecondsPerThousand", cost.serverPerThousand())
                    .put("serverCores", cost.serverCores());
        }
        json.put("generatorSeconds", cost.generator())
                .put("generatorCores", cost.generatorCores())
                .put("seconds", cost.seconds())
                .put("done", cost.done());
    }

    private static void faults(Faults faults, ObjectNode json) {
        json.put("lost", faults.lost())
                .put("repeated", faults.repeated())
                .put("outOfOrder", faults.outOfOrder())
                .put("misplaced", faults.misplaced());
        ObjectNode errors = json.putObject("errors");
        faults.errors().forEach(errors::put);
    }

    private static void floor(Floor floor, List<Result> results, ObjectNode json) {
        json.put("name", floor.name())
                .put("perSecond", floor.perSecond())
                .put("p50Ms", floor.p50Millis())
                .put("p99Ms", floor.p99Millis());
        known(json, "percent", percentOf(floor, results));
    }

    private static ObjectNode known(ObjectNode json, String name, double value) {
        return Double.isFinite(value) ? json.put(name, value) : json;
    }

    /** The last result's first rate as a share of that floor. */
    static double percentOf(Floor floor, List<Result> results) {
        return results.stream()
                .flatMap(result -> result.rates().stream().limit(1))
                .reduce((before, last) -> last)
                .map(rate -> rate.perSecond() * PERCENT / floor.perSecond())
                .orElse(Double.NaN);
    }
}
