package io.parley.load;

import io.parley.load.report.Result;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import java.io.IOException;
import java.util.List;

/** One kind of load, from preparing to results. */
interface Workload {
    List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException;
}
