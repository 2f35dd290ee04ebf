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

class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Nested
    class WithoutAServer {
        @Test
        void saysInOneSentenceHowToStartOne() throws IOException {
            String url = "http://localhost:" + freePort();

            int exit = run("demo", "--url", url);

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString().strip())
                    .isEqualTo("No server answers at " + url + ". Start one with ./parley up");
        }
    }

    @Nested
    class Help {
        @Test
        void endsWithAnExample() {
            assertThat(run("demo", "--help")).isZero();

            assertThat(out.toString()).contains("Example:", "parley demo --url http://localhost:8080");
        }
    }

    private int run(String... args) {
        CommandLine parley = ParleyCli.commandLine();
        parley.setOut(new PrintWriter(out));
        parley.setErr(new PrintWriter(err));
        int exit = parley.execute(args);
        parley.getOut().flush();
        parley.getErr().flush();
        return exit;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
