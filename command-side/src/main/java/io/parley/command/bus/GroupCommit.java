package io.parley.command.bus;

import io.parley.engines.eventstore.StoreFault;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings commands to their answers, many with one commit. None is answered before what it stored is committed. Where the
 * commit fails, the halves are tried for themselves, and so on, until each command that fails does so alone: its
 * neighbours pay with a few more commits, not with their answers. Where the answer to a commit is lost, nothing is tried
 * again here: who sends again is told what came of it. Where another append was first, a command is decided
 * again at once; where the store is away or silent, the answer is a refusal that can be retried.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** With two nodes on one chat each has an even chance; a dozen times in a row is a fault and no chance. */
    private static final int ATTEMPTS = 12;

    private static final long RETRY_AFTER_MILLIS = 500;

    private final Attempt attempt;
    private final Clock clock;

    GroupCommit(Attempt attempt, Clock clock) {
        this.attempt = attempt;
        this.clock = clock;
    }

    /** Handles commands in one unit of work with one commit. */
    @FunctionalInterface
    interface Attempt {
        /**
         * @return an answer for each, where all was committed
         * @throws RolledBack where nothing was
         */
        List<CommandResultMessage<?>> at(List<Pending<?, ?>> batch) throws RolledBack;
    }

    /** Nothing of a batch was committed, or nobody knows whether it was. */
    static final class RolledBack extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Throwable why;

        private final boolean unsure;

        /** @param mayBeCommitted whether the commit was begun */
        RolledBack(Throwable why, boolean mayBeCommitted) {
            super(why);
            this.why = why;
            this.unsure = mayBeCommitted;
        }

        /** Whether nobody knows: the store did not answer to a commit. */
        boolean isUnsure() {
            return unsure && StoreFault.of(why) == StoreFault.PASSING;
        }

        Throwable why() {
            return why;
        }
    }

    /** Answers all of them. What has waited too long is no longer done: whoever sent it has given up. */
    void run(List<Pending<?, ?>> batch) {
        List<Pending<?, ?>> inTime = new ArrayList<>(batch.size());
        for (Pending<?, ?> command : batch) {
            if (clock.millis() > command.deadline()) {
                command.answer(refused(CommandShards.busy()));
            } else {
                inTime.add(command);
            }
        }
        if (inTime.size() == 1) {
            alone(inTime.get(0), 1);
        } else if (!inTime.isEmpty()) {
            together(inTime);
        }
    }

    private void together(List<Pending<?, ?>> batch) {
        List<CommandResultMessage<?>> results;
        try {
            results = attempt.at(batch);
        } catch (RolledBack failed) {
            afterFailure(batch, failed);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer(results.get(i));
        }
    }

    private void afterFailure(List<Pending<?, ?>> batch, RolledBack failed) {
        LOG.debug("{} commands were not stored together", batch.size(), failed.why());
        if (failed.isUnsure()) {
            batch.forEach(command -> command.answer(refused(unavailable())));
        } else {
            halves(StoreFault.of(failed.why()) == StoreFault.NONE ? batch : again(batch));
        }
    }

    private void halves(List<Pending<?, ?>> batch) {
        int middle = batch.size() / 2;
        run(batch.subList(0, middle));
        run(batch.subList(middle, batch.size()));
    }

    private static List<Pending<?, ?>> again(List<Pending<?, ?>> batch) {
        List<Pending<?, ?>> again = new ArrayList<>(batch.size());
        batch.forEach(command -> again.add(command.again()));
        return again;
    }

    private void alone(Pending<?, ?> command, int count) {
        CommandResultMessage<?> result;
        try {
            result = attempt.at(List.of(command)).get(0);
        } catch (RolledBack failed) {
            afterFailure(command, count, failed.why());
            return;
        }
        command.answer(result);
    }

    private void afterFailure(Pending<?, ?> command, int count, Throwable cause) {
        StoreFault fault = StoreFault.of(cause);
        if (fault == StoreFault.NONE) {
            command.answer(cause instanceof Refusal refusal ? refused(refusal) : failed(cause));
        } else if (fault == StoreFault.PASSING || count == ATTEMPTS || clock.millis() > command.deadline()) {
            LOG.debug("{} was not stored", command.command().getCommandName(), cause);
            command.answer(refused(unavailable()));
        } else {
            alone(command.again(), count + 1);
        }
    }

    private static CommandResultMessage<?> failed(Throwable cause) {
        return GenericCommandResultMessage.asCommandResultMessage(cause);
    }

    static CommandResultMessage<?> refused(Refusal refusal) {
        return failed(new CommandExecutionException(refusal.getMessage(), null, refusal.problem()));
    }

    static Unavailable unavailable() {
        return new Unavailable(
                "The event store does not answer just now, and nothing is known to be stored; send again with the same"
                        + " clientMsgId or clientChatId.",
                RETRY_AFTER_MILLIS);
    }
}
