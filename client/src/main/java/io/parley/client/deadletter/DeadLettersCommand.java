package io.parley.client.deadletter;

import io.parley.client.DevTokens;
import io.parley.client.ParleyProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code parley dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Events that could not be projected: their chats' views wait until they are retried or left out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and nothing of the chat is left in the queue",
            "1:refused, or no server",
            "2:wrong usage",
            "3:letters of the chat are left",
            "4:the server is still at it"
        },
        footer = {
            "",
            "Examples:",
            "  parley dead-letters list",
            "  parley dead-letters show CHAT",
            "  parley dead-letters retry CHAT",
            "  parley dead-letters evict CHAT LETTER --url http://localhost:8081",
            "",
            "PARLEY_ADMIN_TOKEN holds a token with the scope admin (default: a development token of a standalone server).",
            "An environment variable and no option: everyone on a machine can see the options of its programs."
        })
public final class DeadLettersCommand {
    private static final String TOKEN = "PARLEY_ADMIN_TOKEN";
    private static final int LEFT = 3;
    private static final int STILL_AT_IT = 4;
    private static final int QUARTER_OF_AN_HOUR = 900;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "http://localhost:${env:PARLEY_HTTP_PORT:-8080}",
            description = "The server that has the projections (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    private final UnaryOperator<@Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    public DeadLettersCommand() {
        this(System::getenv);
    }

    /** @param environment gives the variable of a name, or null */
    public DeadLettersCommand(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Command(description = "Shows the chats that have letters.", mixinStandardHelpOptions = true)
    int list() {
        return run(api -> {
            Table table = chats();
            int rows = 0;
            String next = "";
            while (next != null) {
                JsonNode page = api.get("?limit=200&cursor=" + next);
                for (JsonNode chat : page.path("chats")) {
                    addChat(table, chat);
                    rows++;
                }
                next = page.path("next").isString() ? page.path("next").asString() : null;
            }
            print(rows == 0 ? "No dead letters: every event is in the views." : table.toString());
            return 0;
        });
    }

    @Command(description = "Shows the oldest letters of a chat.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "CHAT", description = "The chat's id.") String chat) {
        return run(api -> {
            JsonNode found = api.get(path(chat) + "?limit=50");
            Table table = new Table("LETTER", "EVENT", "WHOSE MARK", "HAPPENED", "SINCE", "TRIES", "CAUSE");
            for (JsonNode letter : found.path("letters")) {
                table.row(
                        letter.path("letter").asString(""),
                        event(letter),
                        letter.path("userId").asString("-"),
                        letter.path("at").asString(""),
                        letter.path("since").asString(""),
                        letter.path("attempts").asString(""),
                        cause(letter));
            }
            print(found.path("count").asLong() + " events of chat " + chat + " wait, the oldest first:");
            print(table.toString());
            return 0;
        });
    }

    @Command(description = "Projects a chat's letters again, in order.", mixinStandardHelpOptions = true)
    int retry(@Parameters(paramLabel = "CHAT", description = "The chat's id.") String chat) {
        return run(api -> outcome(chat, api.post(path(chat) + "/retry")));
    }

    @Command(
            description = {
                "Leaves out a chat's first letter for good and goes on with those behind it.",
                "Its seq stays a hole in the views; the event itself stays in the event store."
            },
            mixinStandardHelpOptions = true)
    int evict(
            @Parameters(paramLabel = "CHAT", description = "The chat's id.") String chat,
            @Parameters(
                            paramLabel = "LETTER",
                            arity = "0..1",
                            description = "The chat's first letter, as list and show call it. If that is another one by"
                                    + " now, nothing is left out.")
                    @Nullable
                    String letter,
            @Option(names = "--all", description = "All letters that the chat has now, those that only wait too.")
                    boolean all) {
        if (all == (letter != null)) {
            throw new ParameterException(
                    spec.subcommands().get("evict"), "Name the LETTER that is to be left out, or say --all.");
        }
        String which = letter == null ? "all" : "first&letter=" + encoded(letter);
        return run(api -> outcome(chat, api.post(path(chat) + "/evict?letters=" + which)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String path(String chat) {
        return "/" + encoded(chat);
    }

    private int outcome(String chat, JsonNode left) {
        if (left.path("running").asBoolean(false)) {
            print(left.path("message").asString(""));
            return STILL_AT_IT;
        }
        long count = left.path("count").asLong();
        if (count == 0) {
            print("Chat " + chat + " has no letters left; its view goes on.");
            return 0;
        }
        print(count + " events of chat " + chat + " still wait, the first of them:");
        Table table = chats();
        addChat(table, left);
        print(table.toString());
        return LEFT;
    }

    private static Table chats() {
        return new Table("CHAT", "WAITING", "FIRST LETTER", "EVENT", "SINCE", "TRIES", "CAUSE");
    }

    private static void addChat(Table table, JsonNode chat) {
        JsonNode first = chat.path("first");
        table.row(
                chat.path("chatId").asString(""),
                chat.path("count").asString(""),
                first.path("letter").asString(""),
                event(first),
                first.path("since").asString(""),
                first.path("attempts").asString(""),
                cause(first));
    }

    private static String event(JsonNode letter) {
        JsonNode upTo = letter.path("upTo");
        return upTo.isNumber()
                ? "everything up to #" + upTo.asLong()
                : letter.path("type").asString("") + " #" + letter.path("seq").asString("");
    }

    private static String cause(JsonNode letter) {
        JsonNode cause = letter.path("cause");
        if (!cause.isObject()) {
            return "waits behind the one before";
        }
        String exception = cause.path("exception").asString("");
        return cause.path("sentence").asString("") + " (" + exception.substring(exception.lastIndexOf('.') + 1) + ")";
    }

    private int run(Task task) {
        try {
            String token = environment.apply(TOKEN);
            String admin = token == null || token.isBlank()
                    ? new DevTokens(url).of("admin", "admin", QUARTER_OF_AN_HOUR)
                    : token;
            return task.run(new AdminApi(url, admin));
        } catch (ConnectException nobody) {
            return failed("No server answers at " + url + ". Start one with ./parley up, or name it with --url");
        } catch (IOException failed) {
            return failed(String.valueOf(failed.getMessage()));
        } catch (ParleyProblem refused) {
            return failed(refused.code() + ": " + refused.getMessage());
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text.stripTrailing());
        out.flush();
    }

    private int failed(String sentence) {
        spec.commandLine().getErr().println(sentence);
        return 1;
    }

    private interface Task {
        int run(AdminApi api) throws IOException;
    }
}
