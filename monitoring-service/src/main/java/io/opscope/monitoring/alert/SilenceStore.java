package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.TextMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps silences; everything within the caller's transaction. */
@ApplicationScoped
class SilenceStore {

    private static final Sql ALL = Sql.file(SilenceStore.class, "silences.sql");
    private static final Sql CREATE = Sql.file(SilenceStore.class, "create-silence.sql");
    private static final Sql DELETE = Sql.file(SilenceStore.class, "delete-silence.sql");
    private static final Sql FORGET = Sql.file(SilenceStore.class, "forget-silences.sql");

    private final TextMap texts;

    SilenceStore(TextMap texts) {
        this.texts = texts;
    }

    /** Those that end after a moment, a thousand at most. */
    List<StoredSilence> endingAfter(Tx tx, Scope scope, Instant floor) {
        return ALL.on(tx).set("tenant", scope.tenant()).set("floor", floor).list(this::silence);
    }

    void create(Tx tx, Scope scope, StoredSilence silence) {
        CREATE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", silence.id())
                .set("rule", silence.ruleId())
                .set("labels", texts.written(silence.labels()))
                .set("from", silence.startsAt())
                .set("until", silence.endsAt())
                .set("comment", silence.comment())
                .set("by", scope.userId())
                .run();
    }

    /** Whether it was there. */
    boolean delete(Tx tx, Scope scope, UUID id) {
        return DELETE.on(tx).set("tenant", scope.tenant()).set("id", id).run() == 1;
    }

    int forgetBefore(Tx tx, Scope scope, Instant floor) {
        return FORGET.on(tx).set("tenant", scope.tenant()).set("floor", floor).run();
    }

    private StoredSilence silence(Row row) {
        return new StoredSilence(
                UUID.fromString(row.text("id")),
                row.maybeText("rule_id").orElse(null),
                texts.read(row.text("labels")),
                row.instant("starts_at"),
                row.instant("ends_at"),
                row.text("comment"),
                row.text("created_by"),
                row.instant("created_at"));
    }
}
