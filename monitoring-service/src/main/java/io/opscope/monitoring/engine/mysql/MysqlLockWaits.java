package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.LockWait;
import io.opscope.monitoring.engine.LockWaits;
import io.opscope.monitoring.engine.Reading;
import java.util.List;

/** Locks of InnoDB's; who waits for a table's definition to be free is not among them. */
final class MysqlLockWaits implements LockWaits {

    private static final Sql WAITS = Sql.file(MysqlLockWaits.class, "waits.sql");
    private static final Sql WAITS_MARIADB = Sql.file(MysqlLockWaits.class, "waits-mariadb.sql");

    @Override
    public Reading<List<LockWait>> read(RemoteLine line, int limit) {
        return MysqlEngine.asking(() -> {
            var standing = MysqlEngine.standing(line);
            if (!standing.seesProcesses()) {
                return Reading.missing(standing.withoutProcess("blockedBy"));
            }
            try {
                return Reading.of((standing.isMariaDb() ? WAITS_MARIADB : WAITS)
                        .on(line.tx())
                        .set("limit", limit)
                        .list(MysqlLockWaits::wait));
            } catch (SqlFailedException e) {
                if (e.code() == MysqlEngine.MAY_NOT_READ_TABLE) {
                    return Reading.missing(new Unavailable(
                            "blockedBy",
                            "The account " + standing.account() + " may not read who waits for whom",
                            "GRANT SELECT ON performance_schema.* TO " + standing.quoted() + ";"));
                }
                throw e;
            }
        });
    }

    private static LockWait wait(Row row) {
        var text = row.maybeText("text");
        var prepared = row.maybeText("prepared").orElse(null);
        return new LockWait(
                row.text("waiter"),
                new LockWait.Holder(
                        row.text("blocker"),
                        row.maybeText("db_name").orElse(null),
                        row.maybeText("user_name").orElse(null),
                        text.orElse(null),
                        prepared != null ? "prepared transaction" : text.isPresent() ? "active" : "idle in transaction",
                        row.maybeNumber("transaction_at")
                                .map(MysqlEngine::instant)
                                .orElse(null),
                        prepared));
    }
}
