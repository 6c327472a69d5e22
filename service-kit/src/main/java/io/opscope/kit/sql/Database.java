package io.opscope.kit.sql;

import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Runs work in one transaction that sees one tenant's rows only: the tenant is set first in the transaction and the
 * tables' row-level security reads it. READ COMMITTED unless said otherwise.
 */
@ApplicationScoped
public class Database {

    private static final Sql CONFINE = Sql.file(Database.class, "confine.sql");

    private final DatabaseWatch watch;

    Database(DatabaseWatch watch) {
        this.watch = watch;
    }

    /** Runs work that only reads; the database refuses writes in it. */
    public <T> T read(Scope scope, Function<Tx, T> work) {
        return inTransaction(scope.tenant(), Connection.TRANSACTION_READ_COMMITTED, true, work);
    }

    /** Runs work that reads everything as of one moment, however many statements it takes. */
    public <T> T readSnapshot(Scope scope, Function<Tx, T> work) {
        return inTransaction(scope.tenant(), Connection.TRANSACTION_REPEATABLE_READ, true, work);
    }

    /** Runs work that may write; committed when it returns, rolled back when it throws. */
    public <T> T write(Scope scope, Function<Tx, T> work) {
        return inTransaction(scope.tenant(), Connection.TRANSACTION_READ_COMMITTED, false, work);
    }

    private <T> T inTransaction(String tenant, int isolation, boolean readOnly, Function<Tx, T> work) {
        try (var connection = watch.acquire()) {
            return inTransaction(connection, tenant, isolation, readOnly, work);
        } catch (SQLException e) {
            throw SqlFailedException.of("transaction", e);
        }
    }

    private static <T> T inTransaction(
            Connection connection, String tenant, int isolation, boolean readOnly, Function<Tx, T> work)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        connection.setReadOnly(readOnly);
        var tx = new Tx(connection);
        try {
            CONFINE.on(tx).set("tenant", tenant).list(row -> row.text("tenant"));
            var result = work.apply(tx);
            connection.commit();
            return result;
        } catch (RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
