package io.parley.edge.receipt;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;

/** A bus that can let commands wait. */
final class HoldingBus extends SimpleCommandBus {
    private final List<Runnable> heldUp = new ArrayList<>();
    private boolean holding;

    HoldingBus() {
        super(SimpleCommandBus.builder());
    }

    void hold() {
        holding = true;
    }

    void release() {
        holding = false;
        List.copyOf(heldUp).forEach(Runnable::run);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        Runnable work = () -> super.handle(command, handler, callback);
        if (holding) {
            heldUp.add(work);
        } else {
            work.run();
        }
    }
}
