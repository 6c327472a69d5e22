package io.opscope.monitoring.watch;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.monitoring.source.SourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Which sources this replica watches: each source has one holder, and each replica its share of them. */
@ApplicationScoped
class Leases {

    private static final Sql RENEW = Sql.file(Leases.class, "renew.sql");
    private static final Sql SHARE = Sql.file(Leases.class, "share.sql");
    private static final Sql CLAIM = Sql.file(Leases.class, "claim.sql");
    private static final Sql RELEASE = Sql.file(Leases.class, "release.sql");
    private static final Sql LEAVE = Sql.file(Leases.class, "leave.sql");
    private static final Sql FORGET = Sql.file(Leases.class, "forget-replicas.sql");

    private final DataSource db;
    private final double seconds;
    private final String holder = UUID.randomUUID().toString();

    Leases(DataSource db, WatchConfig config) {
        this.db = db;
        this.seconds = config.lease().toMillis() / 1000.0;
    }

    /** What this replica is called. */
    String holder() {
        return holder;
    }

    /** Renews what is held and takes of what nobody holds, up to this replica's share; what comes back is held now. */
    Set<SourceKey> renewed() {
        var held = new HashSet<>(
                RENEW.on(db).set("holder", holder).set("seconds", seconds).list(Leases::key));
        var wanted = share() - held.size();
        if (wanted > 0) {
            held.addAll(CLAIM.on(db)
                    .set("holder", holder)
                    .set("seconds", seconds)
                    .set("wanted", wanted)
                    .list(Leases::key));
        }
        return held;
    }

    /** How many sources each replica watches at most. */
    long share() {
        return SHARE.on(db).first(row -> row.integer("share")).orElseThrow();
    }

    /** Gives back what is not watched any more: another replica may take it at once. */
    void release(Collection<SourceKey> sources) {
        RELEASE.on(db)
                .set("holder", holder)
                .setArray(
                        "tenants",
                        "text",
                        sources.stream().map(SourceKey::tenant).toList())
                .setArray("sources", "text", sources.stream().map(SourceKey::id).toList())
                .run();
    }

    /** Gives everything back. */
    void leave(Collection<SourceKey> held) {
        release(held);
        LEAVE.on(db).set("holder", holder).run();
    }

    void forgetOthers() {
        FORGET.on(db).run();
    }

    private static SourceKey key(Row row) {
        return new SourceKey(row.text("tenant_id"), row.text("source_id"));
    }
}
