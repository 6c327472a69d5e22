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

/** Locks of InnoDB's, and on MySQL those of definitions as well, of which MariaDB keeps no list unless it is told to. */
final class MysqlLockWaits implements LockWaits {

    private static final Sql WAITS = Sql.file(MysqlLockWaits.class, "waits.sql");
    private static final Sql WAITS_MARIADB = Sql.file(MysqlLockWaits.class, "waits-mariadb.sql");

    private static final Sql STANDING = Sql.file(MysqlLockWaits.class, "waits-standing.sql");

    private static final Unavailable DEFINITIONS_UNTOLD = new Unavailable(
            "blockedBy",
            "The server keeps no list of who waits for the definition of a table",
            "UPDATE performance_schema.setup_instruments SET enabled = 'YES' WHERE name = 'wait/lock/metadata/sql/mdl';");

    @Override
    public Reading<List<LockWait>> read(RemoteLine line, int limit) {
        return MysqlEngine.asking(() -> {
            var standing = MysqlEngine.standing(line);
            if (!Grants.of(line, standing.account()).seesProcesses()) {
                return Reading.missing(standing.withoutProcess("blockedBy"));
            }
            try {
                var waits = (standing.isMariaDb() ? WAITS_MARIADB : WAITS)
                        .on(line.tx())
                        .set("limit", limit)
                        .list(MysqlLockWaits::wait);
                return standing.isMariaDb() || tellsDefinitions(line)
                        ? Reading.of(waits)
                        : new Reading<>(waits, List.of(DEFINITIONS_UNTOLD));
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

    private static boolean tellsDefinitions(RemoteLine line) {
        return STANDING.on(line.tx())
                .first(row -> row.integer("definitions_told") == 1)
                .orElse(false);
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
