package io.opscope.monitoring.watch;

import io.opscope.kit.sql.Sql;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.Probe.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Keeps probes for a while, so that figures over the last hour survive a restart. */
@ApplicationScoped
class ProbeStore {

    private static final Sql KEEP = Sql.file(ProbeStore.class, "keep-probe.sql");
    private static final Sql SINCE = Sql.file(ProbeStore.class, "probes-since.sql");
    private static final Sql FORGET = Sql.file(ProbeStore.class, "forget-probes.sql");

    private final DataSource db;

    ProbeStore(DataSource db) {
        this.db = db;
    }

    void keep(SourceKey source, String prober, Probe probe) {
        KEEP.on(db)
                .set("tenant", source.tenant())
                .set("source", source.id())
                .set("at", probe.at())
                .set("prober", prober)
                .set("outcome", probe.outcome().name())
                .set("response_ms", probe.responseMs())
                .set("reason", probe.reason())
                .run();
    }

    /** The probes of all replicas since a moment, newest first. */
    List<Probe> since(SourceKey source, Instant floor) {
        return SINCE.on(db)
                .set("tenant", source.tenant())
                .set("source", source.id())
                .set("floor", floor)
                .list(row -> new Probe(
                        row.instant("probed_at"),
                        Outcome.valueOf(row.text("outcome")),
                        row.maybeNumber("response_ms").orElse(null),
                        row.maybeText("reason").orElse(null)));
    }

    int forgetBefore(Instant floor) {
        return FORGET.on(db).set("floor", floor).run();
    }
}
