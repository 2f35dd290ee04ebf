package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.client.deadletter.DeadLettersCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLettersCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Nested
    class WithoutAServer {
        @Test
        void saysInOneSentenceWhatToDo() throws IOException {
            String url;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                url = "http://localhost:" + socket.getLocalPort();
            }

            assertThat(run("dead-letters", "list", "--url", url)).isEqualTo(1);

            assertThat(err.toString().strip())
                    .isEqualTo("No server answers at " + url + ". Start one with ./parley up, or name it with --url");
        }
    }

    @Nested
    class WithAServer {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private HttpServer server;

        @BeforeEach
        void start() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/admin/dead-letters", exchange -> {
                asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
                byte[] answer =
                        "{\"running\":true,\"message\":\"This takes a while.\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, answer.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(answer);
                }
            });
            server.start();
        }

        @AfterEach
        void stop() {
            server.stop(0);
        }

        @Test
        void takesTheTokenFromTheEnvironmentAndNamesWhatIsToBeLeftOut() {
            assertThat(runWithToken("evict", "c1", "ann:2")).isEqualTo(4);

            assertThat(asked)
                    .containsExactly("Bearer secret /admin/dead-letters/c1/evict?letters=first&letter=ann%3A2");
            assertThat(out.toString()).contains("This takes a while.");
        }

        @Test
        void leavesOutAllOnlyWhereThatWasSaid() {
            assertThat(runWithToken("evict", "c1")).isEqualTo(2);
            assertThat(runWithToken("evict", "c1", "2", "--all")).isEqualTo(2);
            assertThat(asked).isEmpty();

            assertThat(runWithToken("evict", "c1", "--all")).isEqualTo(4);
            assertThat(asked).singleElement().asString().endsWith("letters=all");
        }

        @Test
        void takesNoTokenWhereOthersCouldSeeIt() {
            assertThat(runWithToken("list", "--token", "seen")).isEqualTo(2);
        }

        private int runWithToken(String... args) {
            CommandLine command = new CommandLine(
                    new DeadLettersCommand(name -> name.equals("PARLEY_ADMIN_TOKEN") ? "secret" : null));
            String[] all = Arrays.copyOf(args, args.length + 2);
            all[args.length] = "--url";
            all[args.length + 1] = "http://localhost:" + server.getAddress().getPort();
            return execute(command, all);
        }
    }

    @Nested
    class Help {
        @Test
        void endsWithExamples() {
            assertThat(run("dead-letters", "--help")).isZero();

            assertThat(out.toString()).contains("Exit codes:", "Examples:", "parley dead-letters retry CHAT");
        }

        @Test
        void isShownWhereNothingWasAsked() {
            assertThat(run("dead-letters")).isEqualTo(2);

            assertThat(err.toString()).contains("list", "show", "retry", "evict");
        }
    }

    private int run(String... args) {
        return execute(ParleyCli.commandLine(), args);
    }

    private int execute(CommandLine parley, String... args) {
        parley.setOut(new PrintWriter(out, true));
        parley.setErr(new PrintWriter(err, true));
        return parley.execute(args);
    }
}
