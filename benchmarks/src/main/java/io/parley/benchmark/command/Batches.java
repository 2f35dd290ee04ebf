package io.parley.benchmark.command;

import io.parley.shared.message.SendMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/**
 * Batches one behind the other. Each is sent on the bus's own thread when the one before has been answered there: so all
 * of it waits when that thread looks for what to commit next.
 */
final class Batches implements CommandCallback<SendMessage, Object> {
    private final CommandGateway gateway;
    private final Supplier<SendMessage> messages;
    private final int together;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private int left;
    private int unanswered;

    /** Brings the first batch onto the bus's thread. */
    record Begin() {}

    Batches(CommandGateway gateway, Supplier<SendMessage> messages, int batches, int together) {
        this.gateway = gateway;
        this.messages = messages;
        this.left = batches;
        this.together = together;
    }

    CompletableFuture<@Nullable Void> begin() {
        gateway.send(new Begin(), (begin, result) -> sendNext());
        return end;
    }

    private void sendNext() {
        if (left-- == 0) {
            end.complete(null);
            return;
        }
        unanswered = together;
        for (int i = 0; i < together; i++) {
            gateway.send(messages.get(), this);
        }
    }

    @Override
    public void onResult(CommandMessage<? extends SendMessage> command, CommandResultMessage<? extends Object> result) {
        if (result.isExceptional()) {
            end.completeExceptionally(result.exceptionResult());
        } else if (--unanswered == 0) {
            sendNext();
        }
    }
}
