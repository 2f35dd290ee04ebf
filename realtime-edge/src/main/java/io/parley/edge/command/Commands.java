package io.parley.edge.command;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.problem.Answers;
import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.Unavailable;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends commands, again where they fail for a passing reason, and waits for their answers, for a while. Answers come on the
 * thread that stores events: whoever does more with one than remember it goes on elsewhere.
 */
@Component
public final class Commands {
    private final CommandGateway gateway;
    private final CommandProperties settings;
    private final Scheduler timer;
    private final PassingFailures passingFailures;
    private final Counter unavailable;

    public Commands(
            CommandGateway gateway,
            CommandProperties settings,
            @Qualifier("edgeRandomness") RandomGenerator randomness,
            @Qualifier("edgeTimer") Scheduler timer,
            MeterRegistry meters) {
        this.gateway = gateway;
        this.settings = settings;
        this.timer = timer;
        this.passingFailures = new PassingFailures(settings, new Pauses(randomness), timer, meters);
        this.unavailable = meters.counter("parley.commands.unavailable");
    }

    public <R> Mono<R> send(Object command, Class<R> answer) {
        return sent(command).cast(answer);
    }

    /** For commands whose answer nobody needs. */
    public Mono<Void> send(Object command) {
        return sent(command).then();
    }

    /** Gives up waiting for an answer that comes too late for its client. */
    public <R> Mono<R> inTime(Mono<R> answer) {
        return answer.timeout(settings.deadline(), timer).onErrorMap(TimeoutException.class, timeout -> late());
    }

    /**
     * A try that failed or came too late may have stored its event, or may yet. The next one, of ours or of the client's,
     * then finds it there and gets the same answer.
     */
    private Mono<Object> sent(Object command) {
        Mono<Object> answer = Answers.of(() -> gateway.<Object>send(command)).retryWhen(passingFailures);
        return inTime(answer).doOnError(Problems::isTransient, failure -> unavailable.increment());
    }

    private static Unavailable late() {
        return new Unavailable(
                "The write side did not answer in time; send again with the same clientMsgId or clientChatId.", 1_000);
    }
}
