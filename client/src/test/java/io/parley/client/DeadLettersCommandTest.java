package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
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
        CommandLine parley = ParleyCli.commandLine();
        parley.setOut(new PrintWriter(out, true));
        parley.setErr(new PrintWriter(err, true));
        return parley.execute(args);
    }
}
