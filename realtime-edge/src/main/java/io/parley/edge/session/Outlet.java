package io.parley.edge.session;

/** Where a stream's envelopes go, and whether there is room for more. */
public interface Outlet {
    /** An outlet that takes whatever is asked of the stream. */
    Outlet OPEN = new Outlet() {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void onRoom(Runnable action) {}

        @Override
        public void forget(Runnable action) {}
    };

    boolean hasRoom();

    /** Calls {@code action} each time there is room again after there was none. */
    void onRoom(Runnable action);

    void forget(Runnable action);
}
