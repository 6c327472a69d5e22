package io.opscope.kit.sql;

import java.sql.Connection;

/** An open transaction, confined to one tenant; given out by {@link Database} and of no use after it ends. */
public final class Tx {

    private final Connection connection;
    private final String mark;

    Tx(Connection connection) {
        this(connection, "");
    }

    private Tx(Connection connection, String mark) {
        this.connection = connection;
        this.mark = mark;
    }

    /**
     * A connection to another server than the service's own, as it is: for statements that run there.
     *
     * @param mark a comment that each statement begins with, so that the server's statistics tell whose it is
     */
    public static Tx on(Connection connection, String mark) {
        return new Tx(connection, mark);
    }

    String mark() {
        return mark;
    }

    Connection connection() {
        return connection;
    }
}
