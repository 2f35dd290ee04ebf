package io.parley.load.floor;

import io.rsocket.Payload;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;

/** What {@link EchoProcess} runs: answers each request with an envelope until its standard input ends. */
@Command(name = EchoProcess.COMMAND, hidden = true)
final class EchoCommand implements Callable<Integer> {
    private static final Duration BIND = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CloseableChannel server = RSocketServer.create(SocketAcceptor.forRequestResponse(EchoCommand::answer))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bind(WebsocketServerTransport.create(
                        InetAddress.getLoopbackAddress().getHostAddress(), 0))
                .blockOptional(BIND)
                .orElseThrow();
        PrintWriter out = spec.commandLine().getOut();
        out.println(EchoProcess.READY + server.address().getPort());
        out.flush();
        try {
            return System.in.read() < 0 ? 0 : 1;
        } finally {
            server.dispose();
        }
    }

    private static Mono<Payload> answer(Payload request) {
        request.release();
        return Mono.fromSupplier(EchoPayloads::envelope);
    }
}
