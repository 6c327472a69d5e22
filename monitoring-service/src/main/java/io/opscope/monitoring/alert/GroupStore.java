package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.TextMap;
import io.opscope.monitoring.alert.machine.Instance;
import io.opscope.monitoring.alert.machine.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what is remembered of groups; everything within the caller's transaction. */
@ApplicationScoped
class GroupStore {

    private static final Sql ALL = Sql.file(GroupStore.class, "instances.sql");
    private static final Sql KEEP = Sql.file(GroupStore.class, "keep-instance.sql");
    private static final Sql FORGET = Sql.file(GroupStore.class, "forget-instance.sql");
    private static final Sql FORGET_ALL = Sql.file(GroupStore.class, "forget-instances.sql");

    private final TextMap texts;

    GroupStore(TextMap texts) {
        this.texts = texts;
    }

    List<Group> all(Tx tx, Scope scope, String rule) {
        return ALL.on(tx).set("tenant", scope.tenant()).set("rule", rule).list(this::group);
    }

    void keep(Tx tx, Scope scope, String rule, Group group, Instance now, @Nullable UUID alert) {
        if (now.isBlank()) {
            if (group.isKept()) {
                FORGET.on(tx)
                        .set("tenant", scope.tenant())
                        .set("rule", rule)
                        .set("key", group.key())
                        .run();
            }
            return;
        }
        KEEP.on(tx)
                .set("tenant", scope.tenant())
                .set("rule", rule)
                .set("key", group.key())
                .set("labels", texts.written(group.labels()))
                .set("phase", now.phase().name())
                .set("bad_since", now.badSince())
                .set("well_since", now.wellSince())
                .set("seen", now.seen())
                .setArray(
                        "fired",
                        "text",
                        now.fired().stream().map(Instant::toString).toList())
                .set("alert", alert)
                .run();
    }

    void forgetAll(Tx tx, Scope scope, String rule) {
        FORGET_ALL.on(tx).set("tenant", scope.tenant()).set("rule", rule).run();
    }

    private Group group(Row row) {
        return new Group(
                row.text("key"),
                texts.read(row.text("labels")),
                new Instance(
                        Phase.valueOf(row.text("phase")),
                        row.maybeInstant("bad_since").orElse(null),
                        row.maybeInstant("well_since").orElse(null),
                        row.instant("seen"),
                        row.<String>array("fired").stream().map(Instant::parse).toList()),
                row.maybeText("alert_id").map(UUID::fromString).orElse(null),
                row.maybeInstant("told_at").orElse(null),
                row.maybeInstant("acknowledged_at").isPresent(),
                true);
    }
}
