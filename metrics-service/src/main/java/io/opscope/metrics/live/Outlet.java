package io.opscope.metrics.live;

/** Where a watcher's events leave: a plain WebSocket, or a connection of Socket.IO. */
public interface Outlet {

    /**
     * Takes an event to be sent after those taken before; never waits.
     *
     * @return false when the other side is so slow that it has to be let go
     */
    boolean take(LiveEvent event);

    /** Ends the connection. */
    void close(Farewell why);

    /** Why a connection is ended. */
    enum Farewell {
        EXPIRED("The token has run out"),
        TOO_SLOW("Too slow"),
        LEAVING("This replica ends; another one goes on");

        private final String words;

        Farewell(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
