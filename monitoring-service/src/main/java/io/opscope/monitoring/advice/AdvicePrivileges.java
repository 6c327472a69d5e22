package io.opscope.monitoring.advice;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.PrivilegeCheck;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether indexes can be proposed, where the extension that supposes them is; elsewhere nobody has asked for that. */
@ApplicationScoped
class AdvicePrivileges implements PrivilegeCheck {

    private static final Sql READS_TABLES = Sql.file(AdvicePrivileges.class, "reads-tables.sql");
    private static final String WHAT = "index advice";

    private final Engines engines;

    AdvicePrivileges(Engines engines) {
        this.engines = engines;
    }

    @Override
    public List<Privilege> of(Source source, RemoteLine line) {
        var engine = engines.find(source).orElse(null);
        if (engine == null
                || engine.dialect() != Advices.ASKED
                || source.asMart().isPresent()) {
            return List.of();
        }
        try {
            var tools = Tools.of(line);
            if (tools.hypopgSchema().isEmpty()) {
                return List.of();
            }
            if (!tools.hypopgUsable()) {
                return List.of(
                        Privilege.missing(WHAT, tools.lackOfHypopg(line.server().database())));
            }
            return List.of(readsTables(line) ? Privilege.works(WHAT) : Privilege.missing(WHAT, tools.lackOfTables()));
        } catch (SqlFailedException e) {
            // the rest of the report is not to be lost by it
            var failure = engine.failure(e);
            return List.of(Privilege.missing(WHAT, new Unavailable(Verdict.FIELD, failure.reason(), failure.remedy())));
        }
    }

    private static boolean readsTables(RemoteLine line) {
        return READS_TABLES.on(line.tx()).first(row -> row.flag("reads_tables")).orElse(false);
    }
}
