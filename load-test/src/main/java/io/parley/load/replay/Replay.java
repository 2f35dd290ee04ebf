package io.parley.load.replay;

import io.parley.load.conversation.FilledChats;
import io.parley.load.conversation.Talking;
import io.parley.load.measure.Faults;
import io.parley.load.report.Cost;
import io.parley.load.report.Figure;
import io.parley.load.report.Result;
import io.parley.load.server.CpuMeter;
import io.parley.load.server.OwnServer;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Fills a server, stops it, takes its views away, and starts it again: how long until the views hold everything. */
public final class Replay {
    private static final int MESSAGES = 100_000;
    private static final double NANOS = 1e9;

    public List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException {
        OwnServer server = target.own();
        if (server == null) {
            throw new IOException("replay stops the server and starts it again, which it only does with one of its own;"
                    + " leave out --url");
        }
        FilledChats filled = Talking.filled(target, options, options.fill(MESSAGES));
        server.stop();
        server.emptyViews();
        RebuildLog log = RebuildLog.after(server.log());
        System.err.println("starting it again with " + filled.messages() + " messages and no views");
        long began = System.nanoTime();
        server.start();
        double ready = (System.nanoTime() - began) / NANOS;
        Target again = Target.of(server);
        CpuMeter.Reading atStart =
                new CpuMeter.Reading(began, 0, again.cpu().read().generator());
        RebuildLog.Rebuilt rebuilt = log.awaitComplete(server::endsWithin, System.err::println);
        Cost cost = Cost.between(atStart, again.cpu().read(), rebuilt.events());
        long missing = filled.missingIn(again, options);
        return List.of(new Result(
                "replay of " + rebuilt.events() + " events into the views",
                options.factor(),
                List.of(),
                List.of(
                        new Figure("replayed", rebuilt.events() / rebuilt.seconds(), "events per s"),
                        new Figure("views complete", rebuilt.seconds(), "s after the roles started"),
                        new Figure("takes connections", ready, "s after its start")),
                new Faults(Map.of(), missing, 0, 0, 0, 0),
                cost));
    }
}
