package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.LockWait;
import io.opscope.monitoring.engine.LockWaits;
import io.opscope.monitoring.engine.Reading;
import java.util.List;

/** Locks of every kind, by what the server itself says of who blocks whom. */
final class PostgresqlLockWaits implements LockWaits {

    private static final Sql WAITS = Sql.file(PostgresqlLockWaits.class, "waits.sql");

    @Override
    public Reading<List<LockWait>> read(RemoteLine line, int limit) {
        return PostgresqlEngine.asking(
                () -> Reading.of(WAITS.on(line.tx()).set("limit", limit).list(PostgresqlLockWaits::wait)));
    }

    private static LockWait wait(Row row) {
        return new LockWait(
                row.text("waiter"),
                new LockWait.Holder(
                        row.text("blocker"),
                        row.maybeText("database").orElse(null),
                        row.maybeText("role").orElse(null),
                        row.maybeText("text").orElse(null),
                        row.text("state"),
                        row.maybeInstant("transaction_at").orElse(null),
                        row.maybeText("prepared").orElse(null)));
    }
}
