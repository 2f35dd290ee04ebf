package io.parley.load.report;

import io.parley.load.floor.Floor;
import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import io.parley.load.server.Machine;
import java.io.PrintWriter;
import java.util.List;

/**
 * A whole run: one load or several, and where it was.
 *
 * @param arguments what was asked for
 * @param server what the server's Java process was started with, empty where that is not known
 */
public record Report(
        String workload,
        List<String> arguments,
        List<Result> results,
        List<Floor> floors,
        Machine machine,
        List<String> server) {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double KIB_A_GIB = 1024;

    public boolean faultless() {
        return results.stream().allMatch(Result::faultless);
    }

    public void print(PrintWriter out) {
        results.forEach(result -> print(result, out));
        if (results.size() > 1) {
            Growth.print(results, out);
        }
        printFloors(out);
        printMachine(out);
        out.flush();
    }

    private static void print(Result result, PrintWriter out) {
        out.printf("%n%s%n%n", result.title());
        if (!result.rates().isEmpty()) {
            out.printf("%-20s %12s %10s %10s %10s %10s%n", "", "per s", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
            result.rates().forEach(rate -> print(rate, out));
        }
        result.figures()
                .forEach(figure -> out.printf("%-20s %12.2f %s%n", figure.name(), figure.value(), figure.unit()));
        Cost cost = result.cost();
        if (cost != null) {
            print(cost, out);
        }
        print(result.faults(), out);
    }

    private static void print(Rate rate, PrintWriter out) {
        out.printf(
                "%-20s %12.1f %10.2f %10.2f %10.2f %10.2f%n",
                rate.name(),
                rate.perSecond(),
                rate.millisAt(P50),
                rate.millisAt(P99),
                rate.millisAt(P999),
                rate.maxMillis());
    }

    private static void print(Cost cost, PrintWriter out) {
        if (cost.serverKnown()) {
            out.printf(
                    "%-20s %12.3f s per 1,000 (%.2f cores)%n",
                    "server CPU", cost.serverPerThousand(), cost.serverCores());
        } else {
            out.printf("%-20s %12s not known: name the server's process with --server-pid%n", "server CPU", "");
        }
        out.printf("%-20s %12.2f cores%n", "generator CPU", cost.generatorCores());
    }

    private static void print(Faults faults, PrintWriter out) {
        out.printf(
                "errors %d, lost %d, repeated %d, out of order %d%n",
                faults.errorCount(), faults.lost(), faults.repeated(), faults.outOfOrder());
        if (faults.misplaced() > 0) {
            out.printf("%d in another chat or place than they belong to%n", faults.misplaced());
        }
        faults.errors().forEach((cause, count) -> out.printf("  %6d  %s%n", count, cause));
        if (faults.notOfThisRun() > 0) {
            out.printf("(%d messages of other runs came in between)%n", faults.notOfThisRun());
        }
    }

    private void printFloors(PrintWriter out) {
        if (floors.isEmpty()) {
            return;
        }
        out.printf("%n%-44s %12s %10s %10s %10s%n", "beside it on this machine", "per s", "p50 ms", "p99 ms", "ratio");
        floors.forEach(floor -> out.printf(
                "%-44s %12.1f %10.2f %10.2f %9.1f%%%n",
                floor.name(),
                floor.perSecond(),
                floor.p50Millis(),
                floor.p99Millis(),
                JsonReport.percentOf(floor, results)));
    }

    private void printMachine(PrintWriter out) {
        out.printf(
                "%n%d cores (%s), %.1f GiB, %s, %s, load %.2f at the start%n",
                machine.cores(),
                machine.processor(),
                machine.memoryMiB() / KIB_A_GIB,
                machine.system(),
                machine.jdk(),
                machine.load());
        if (!server.isEmpty()) {
            out.printf("server: %s%n", String.join(" ", server));
        }
    }
}
