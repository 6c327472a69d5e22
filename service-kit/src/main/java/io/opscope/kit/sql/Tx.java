package io.opscope.kit.sql;

import java.sql.Connection;

/** An open transaction, confined to one tenant; given out by {@link Database} and of no use after it ends. */
public final class Tx {

    private final Connection connection;

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** A connection to another server than the service's own, as it is: for statements that run there. */
    public static Tx on(Connection connection) {
        return new Tx(connection);
    }

    Connection connection() {
        return connection;
    }
}
