package io.opscope.kit.sql;

import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Runs work in one transaction that sees one tenant's rows only: the tenant is set first in the transaction and the
 * tables' row-level security reads it. READ COMMITTED, as the pool is told to hand connections out, unless said otherwise.
 */
@ApplicationScoped
public class Database {

    private static final Sql CONFINE = Sql.file(Database.class, "confine.sql");
    private static final Sql CONFINE_SNAPSHOT = Sql.file(Database.class, "confine-snapshot.sql");

    private final DatabaseWatch watch;
    private final Bulkhead questions;
    private final Bulkhead exports;
    private final Bulkhead chores;

    Database(DatabaseWatch watch, DatabaseUseConfig use) {
        this.watch = watch;
        this.questions = new Bulkhead("questions", use.questions(), use.patience());
        this.exports = new Bulkhead("exports", use.exports(), use.patience());
        this.chores = new Bulkhead("chores", use.chores(), use.patience());
    }

    /** Runs work that only reads; the database refuses writes in it. */
    public <T> T read(Scope scope, Function<Tx, T> work) {
        return within(questions, scope, CONFINE, work);
    }

    /** Runs work that reads everything as of one moment, however many statements it takes. */
    public <T> T readSnapshot(Scope scope, Function<Tx, T> work) {
        return within(questions, scope, CONFINE_SNAPSHOT, work);
    }

    /** Runs work that reads much as of one moment and takes long; nobody who asks a question waits for it. */
    public <T> T export(Scope scope, Function<Tx, T> work) {
        return within(exports, scope, CONFINE_SNAPSHOT, work);
    }

    /** Runs work that only reads and that no caller waits for; it gets on however many ask questions, and they do beside it. */
    public <T> T chore(Scope scope, Function<Tx, T> work) {
        return within(chores, scope, CONFINE, work);
    }

    /** Runs work that may write; committed when it returns, rolled back when it throws. */
    public <T> T write(Scope scope, Function<Tx, T> work) {
        return inTransaction(scope.tenant(), CONFINE, false, work);
    }

    private <T> T within(Bulkhead bulkhead, Scope scope, Sql confine, Function<Tx, T> work) {
        try {
            bulkhead.enter();
        } catch (SQLException e) {
            throw SqlFailedException.of("transaction", e);
        }
        try {
            return inTransaction(scope.tenant(), confine, true, work);
        } finally {
            bulkhead.leave();
        }
    }

    private <T> T inTransaction(String tenant, Sql confine, boolean readOnly, Function<Tx, T> work) {
        try (var connection = watch.acquire()) {
            return inTransaction(connection, tenant, confine, readOnly, work);
        } catch (SQLException e) {
            throw SqlFailedException.of("transaction", e);
        }
    }

    private static <T> T inTransaction(
            Connection connection, String tenant, Sql confine, boolean readOnly, Function<Tx, T> work)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(readOnly);
        var tx = new Tx(connection);
        try {
            confine.on(tx).set("tenant", tenant).execute();
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
