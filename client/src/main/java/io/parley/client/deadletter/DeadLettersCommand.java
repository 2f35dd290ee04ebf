package io.parley.client.deadletter;

import io.parley.client.DevTokens;
import io.parley.client.ParleyProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "3:letters of the chat are left"
        },
        footer = {
            "",
            "Examples:",
            "  parley dead-letters list",
            "  parley dead-letters show CHAT",
            "  parley dead-letters retry CHAT",
            "  parley dead-letters evict CHAT --url https://projections.example.org --token \"$TOKEN\""
        })
public final class DeadLettersCommand {
    private static final int LEFT = 3;
    private static final int QUARTER_OF_AN_HOUR = 900;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "http://localhost:${env:PARLEY_HTTP_PORT:-8080}",
            description = "The server that has the projections (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "A token with the scope admin (default: a development token of a standalone server).")
    private @Nullable String token;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Command(description = "Shows the chats that have letters.", mixinStandardHelpOptions = true)
    int list() {
        return run(api -> {
            Table table = new Table("CHAT", "LETTERS", "FIRST", "SINCE", "TRIES", "CAUSE");
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
            Table table = new Table("EVENT", "WHOSE MARK", "HAPPENED", "SINCE", "TRIES", "CAUSE");
            for (JsonNode letter : found.path("letters")) {
                table.row(
                        event(letter),
                        letter.path("userId").asString("-"),
                        letter.path("at").asString(""),
                        letter.path("since").asString(""),
                        letter.path("attempts").asString(""),
                        cause(letter));
            }
            print(found.path("count").asLong() + " letters of chat " + chat + ", the oldest first:");
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
            @Option(names = "--all", description = "All letters of the chat, those that only wait too.") boolean all) {
        return run(api -> outcome(chat, api.post(path(chat) + "/evict?letters=" + (all ? "all" : "first"))));
    }

    private static String path(String chat) {
        return "/" + URLEncoder.encode(chat, StandardCharsets.UTF_8);
    }

    private int outcome(String chat, JsonNode left) {
        long count = left.path("count").asLong();
        if (count == 0) {
            print("Chat " + chat + " has no letters left; its view goes on.");
            return 0;
        }
        print(count + " letters of chat " + chat + " are left, the first of them:");
        Table table = new Table("CHAT", "LETTERS", "FIRST", "SINCE", "TRIES", "CAUSE");
        addChat(table, left);
        print(table.toString());
        return LEFT;
    }

    private static void addChat(Table table, JsonNode chat) {
        JsonNode first = chat.path("first");
        table.row(
                chat.path("chatId").asString(""),
                chat.path("count").asString(""),
                event(first),
                first.path("since").asString(""),
                first.path("attempts").asString(""),
                cause(first));
    }

    private static String event(JsonNode letter) {
        return letter.path("type").asString("") + " #" + letter.path("seq").asString("");
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
            String admin = token == null ? new DevTokens(url).of("admin", "admin", QUARTER_OF_AN_HOUR) : token;
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
