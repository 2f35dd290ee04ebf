package io.parley.load.report;

import io.parley.load.measure.Rate;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How figures change from size to size. */
final class Growth {
    private static final double P50 = 50;
    private static final double P99 = 99;

    private Growth() {}

    /** Compares each load with the same one at the first size; prints nothing where there is one size. */
    static void print(List<Result> results, PrintWriter out) {
        int smallest = results.get(0).size();
        List<Result> first =
                results.stream().filter(result -> result.size() == smallest).toList();
        if (first.size() == results.size()) {
            return;
        }
        out.printf("%ngrowth, as a multiple of size x%d%n%n", smallest);
        out.printf("%-6s %-20s %12s %10s %10s %14s%n", "", "", "per s", "p50", "p99", "CPU per 1,000");
        for (int place = first.size(); place < results.size(); place++) {
            rates(first.get(place % first.size()), results.get(place), out);
            figures(first.get(place % first.size()), results.get(place), out);
        }
    }

    private static void rates(Result first, Result result, PrintWriter out) {
        IntStream.range(0, Math.min(first.rates().size(), result.rates().size()))
                .forEach(row -> print(first, result, row, out));
    }

    private static void print(Result first, Result result, int row, PrintWriter out) {
        Rate before = first.rates().get(row);
        Rate now = result.rates().get(row);
        out.printf(
                "%-6s %-20s %12.2f %10.2f %10.2f %14.2f%n",
                "x" + result.size(),
                now.name(),
                now.perSecond() / before.perSecond(),
                now.millisAt(P50) / before.millisAt(P50),
                now.millisAt(P99) / before.millisAt(P99),
                costRatio(first.cost(), result.cost()));
    }

    private static double costRatio(@Nullable Cost before, @Nullable Cost now) {
        return before == null || now == null ? Double.NaN : now.serverPerThousand() / before.serverPerThousand();
    }

    private static void figures(Result first, Result result, PrintWriter out) {
        IntStream.range(0, Math.min(first.figures().size(), result.figures().size()))
                .forEach(row -> out.printf(
                        "%-6s %-20s %12.2f%n",
                        "x" + result.size(),
                        result.figures().get(row).name(),
                        result.figures().get(row).value()
                                / first.figures().get(row).value()));
    }
}
