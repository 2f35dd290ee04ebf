package io.parley.edge.session;

import java.util.function.Consumer;

/** An outlet whose memory is that of a connection. */
interface BudgetOutlet extends Outlet {
    Budget budget();

    @Override
    default boolean hold(int bytes) {
        return budget().push(bytes);
    }

    @Override
    default boolean holdMore(int bytes) {
        return budget().hold(bytes, Budget.PLANNED);
    }

    @Override
    default boolean enterLine(int bytes) {
        return budget().enterLine(bytes);
    }

    @Override
    default void leaveLine(int bytes) {
        budget().leaveLine(bytes);
    }

    @Override
    default void add(int bytes) {
        budget().count(bytes);
    }

    @Override
    default void release(int bytes) {
        budget().release(bytes);
    }

    @Override
    default void filled(int bytes) {
        budget().filled(bytes);
    }

    @Override
    default void spend(int bytes, Runnable write) {
        budget().spend(bytes, write);
    }

    @Override
    default void whenRoomFor(int bytes, Consumer<Hold> then) {
        budget().whenRoomFor(bytes, then, held -> then.accept(new Hold(this, held)));
    }

    @Override
    default void forget(Consumer<Hold> waiting) {
        budget().forget(waiting);
    }
}
