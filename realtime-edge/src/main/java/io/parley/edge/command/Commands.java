package io.parley.edge.command;

import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Sends commands and waits for their answers, for a while. */
@Component
public final class Commands {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Retry CONFLICTING_APPEND = Retry.backoff(4, Duration.ofMillis(5))
            .maxBackoff(Duration.ofMillis(100))
            .jitter(0.5)
            .filter(error -> Problems.unwrapped(error) instanceof ConcurrencyException);

    private final CommandGateway gateway;

    Commands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    public <R> Mono<R> send(Object command, Class<R> answer) {
        return sent(command).cast(answer);
    }

    /** For commands whose answer nobody needs. */
    public Mono<Void> send(Object command) {
        return sent(command).then();
    }

    private Mono<Object> sent(Object command) {
        return Mono.fromFuture(() -> gateway.<Object>send(command), true)
                .retryWhen(CONFLICTING_APPEND)
                .timeout(DEADLINE)
                // What follows encodes and writes to sockets: not on the thread that appends events.
                .publishOn(Schedulers.parallel())
                .onErrorMap(TimeoutException.class, timeout -> late());
    }

    private static Unavailable late() {
        return new Unavailable(
                "The write side did not answer in time; send again with the same clientMsgId or clientChatId.", 1_000);
    }
}
