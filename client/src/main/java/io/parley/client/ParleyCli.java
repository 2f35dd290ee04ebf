package io.parley.client;

import io.parley.client.deadletter.DeadLettersCommand;
import io.parley.client.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of a chatter. */
@Command(
        name = "parley",
        description = "Talk to a running Parley.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, DeadLettersCommand.class},
        footer = {"", "Example:", "  parley demo --url http://localhost:8080"})
public final class ParleyCli {
    private ParleyCli() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new ParleyCli());
    }
}
