package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.TextMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps alerts; everything within the caller's transaction. */
@ApplicationScoped
class AlertStore {

    private static final Sql ALL = Sql.file(AlertStore.class, "alerts.sql");
    private static final Sql FIND = Sql.file(AlertStore.class, "alert.sql");
    private static final Sql OPEN_OF = Sql.file(AlertStore.class, "open-alerts.sql");
    private static final Sql OPEN = Sql.file(AlertStore.class, "open-alert.sql");
    private static final Sql CHANGE = Sql.file(AlertStore.class, "change-alert.sql");
    private static final Sql DROP = Sql.file(AlertStore.class, "drop-alert.sql");
    private static final Sql ACKNOWLEDGE = Sql.file(AlertStore.class, "acknowledge.sql");
    private static final Sql FORGET = Sql.file(AlertStore.class, "forget-alerts.sql");

    /** A group that is named so is about one user's records, and its alerts are the user's own. */
    private static final String USER = "user_id";

    private final JsonColumns json;
    private final TextMap texts;

    AlertStore(JsonColumns json, TextMap texts) {
        this.json = json;
        this.texts = texts;
    }

    /** Those that the caller may see, the latest first, from a place on. */
    List<Alert> all(Tx tx, Scope scope, Wanted wanted, AlertCursor after, int most) {
        return ALL.on(tx)
                .set("tenant", scope.tenant())
                .set("user", scope.onlyUser().orElse(null))
                .set("state", wanted.state())
                .set("severity", wanted.severity())
                .set("rule", wanted.rule())
                .set("after", after.at())
                .set("after_id", after.id())
                .set("most", most)
                .list(this::alert);
    }

    /** One that the caller may see. */
    Optional<Alert> find(Tx tx, Scope scope, UUID id) {
        return FIND.on(tx)
                .set("tenant", scope.tenant())
                .set("user", scope.onlyUser().orElse(null))
                .set("id", id)
                .first(this::alert);
    }

    /** Whether it is not over. */
    boolean acknowledge(Tx tx, Scope scope, UUID id) {
        return ACKNOWLEDGE
                        .on(tx)
                        .set("tenant", scope.tenant())
                        .set("user", scope.onlyUser().orElse(null))
                        .set("id", id)
                        .set("by", scope.userId())
                        .run()
                == 1;
    }

    List<Alert> openOf(Tx tx, Scope scope, String rule) {
        return OPEN_OF.on(tx).set("tenant", scope.tenant()).set("rule", rule).list(this::alert);
    }

    UUID open(Tx tx, Scope scope, Message.About rule, Map<String, String> labels, @Nullable Double value, Instant at) {
        var id = UUID.randomUUID();
        OPEN.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("rule_id", rule.ruleId())
                .set("rule", json.written(rule))
                .set("labels", texts.written(labels))
                .set("user", labels.get(USER))
                .set("value", value)
                .set("at", at)
                .run();
        return id;
    }

    /** @param told when somebody is told of this; null when nobody is */
    Alert change(
            Tx tx,
            Scope scope,
            UUID id,
            Message.About rule,
            String state,
            @Nullable Double value,
            @Nullable String ending,
            Telling.@Nullable Noted told,
            Instant at) {
        return CHANGE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("rule", json.written(rule))
                .set("state", state)
                .set("value", value)
                .set("ending", ending)
                .set("told", told == null ? null : told.at())
                .setArray("channels", "text", told == null ? List.of() : told.channels())
                .set("at", at)
                .first(this::alert)
                .orElseThrow(() -> new IllegalStateException("Alert " + id + " is gone"));
    }

    void drop(Tx tx, Scope scope, UUID id) {
        DROP.on(tx).set("tenant", scope.tenant()).set("id", id).run();
    }

    int forgetBefore(Tx tx, Scope scope, Instant floor) {
        return FORGET.on(tx).set("tenant", scope.tenant()).set("floor", floor).run();
    }

    /** Which alerts are meant; null for whichever. */
    record Wanted(
            @Nullable String state,
            @Nullable String severity,
            @Nullable String rule) {}

    private Alert alert(Row row) {
        return new Alert(
                UUID.fromString(row.text("id")),
                json.read(row.text("rule"), Message.About.class),
                texts.read(row.text("labels")),
                row.maybeText("user_id").orElse(null),
                row.text("state"),
                row.maybeNumber("value").orElse(null),
                row.instant("started_at"),
                row.maybeInstant("fired_at").orElse(null),
                row.maybeInstant("resolved_at").orElse(null),
                row.maybeText("ending").orElse(null),
                row.maybeInstant("acknowledged_at").orElse(null),
                row.maybeText("acknowledged_by").orElse(null),
                row.maybeInstant("told_at").orElse(null),
                row.<String>maybeArray("told_channels").orElse(List.of()));
    }
}
