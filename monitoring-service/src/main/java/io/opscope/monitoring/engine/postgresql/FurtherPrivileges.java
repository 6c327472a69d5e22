package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.Privilege;
import java.util.ArrayList;
import java.util.List;

/** Of the questions that not every server is set up for, those that this one is, and whether our role may ask them. */
final class FurtherPrivileges {

    private static final Sql LOG = Sql.file(FurtherPrivileges.class, "log-standing.sql");
    private static final Sql ADVICE = Sql.file(FurtherPrivileges.class, "advice-standing.sql");

    private static final String ACCESS_LOGS = "access logs";
    private static final String INDEX_ADVICE = "index advice";

    private FurtherPrivileges() {}

    static List<Privilege> of(RemoteLine line) {
        var found = new ArrayList<Privilege>();
        var log = PostgresqlLog.of(LOG.on(line.tx()));
        if (log.collects()) {
            var lack = log.lack();
            found.add(
                    lack == null
                            ? Privilege.works(ACCESS_LOGS)
                            : Privilege.missing(ACCESS_LOGS, lack.reason(), lack.remedy()));
        }
        ADVICE.on(line.tx())
                .first(row -> new Supposing(row.text("role_quoted"), row.flag("supposes"), row.flag("reads_tables")))
                .filter(Supposing::supposes)
                .ifPresent(standing -> found.add(
                        standing.readsTables()
                                ? Privilege.works(INDEX_ADVICE)
                                : Privilege.missing(
                                        INDEX_ADVICE,
                                        "The server plans a statement only for a role that may read its tables",
                                        "GRANT pg_read_all_data TO " + standing.roleQuoted()
                                                + "; or, before PostgreSQL 14, GRANT SELECT on the tables")));
        return found;
    }

    private record Supposing(String roleQuoted, boolean supposes, boolean readsTables) {}
}
