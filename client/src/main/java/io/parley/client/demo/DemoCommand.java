package io.parley.client.demo;

import io.parley.client.DevTokens;
import io.parley.client.Endpoints;
import io.parley.client.ParleyProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley demo}. */
@Command(
        name = "demo",
        description = "Lets two people and a late-comer chat, and prints what each of their devices saw.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  parley demo --url http://localhost:8080"})
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:${env:PARLEY_HTTP_PORT:-8080}",
            description = "The server's base address (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cast cast = new Cast(Endpoints.devices(url), new DevTokens(url))) {
            new Demo(cast, new Stage(out, spec.commandLine().getColorScheme().ansi())).play(url);
            return 0;
        } catch (ConnectException nobody) {
            return failed("No server answers at " + url + ". Start one with ./parley up");
        } catch (IOException | ParleyProblem refused) {
            return failed("The demo stopped: " + refused.getMessage());
        } catch (StageFright missing) {
            return failed("The demo stopped: " + missing.getMessage());
        }
    }

    private int failed(String sentence) {
        spec.commandLine().getErr().println(sentence);
        return 1;
    }
}
