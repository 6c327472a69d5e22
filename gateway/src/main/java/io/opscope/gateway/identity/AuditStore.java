package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps who did what. Entries are written in the transaction of what they tell about: both are there or none. */
@ApplicationScoped
class AuditStore {

    private static final Sql WRITE = Sql.file(AuditStore.class, "audit_write.sql");
    private static final Sql PAGE = Sql.file(AuditStore.class, "audit_page.sql");
    private static final Sql FORGET = Sql.file(AuditStore.class, "audit_forget.sql");

    private final DataSource db;

    AuditStore(DataSource db) {
        this.db = db;
    }

    /** Writes that something was done by somebody in their own tenant. */
    void done(Actor actor, AuditAction action, @Nullable String subjectId, @Nullable String detail) {
        write(actor, action, "done", actor.tenant(), subjectId, detail);
    }

    /** Writes that something was tried in vain. */
    void failed(Actor actor, AuditAction action, @Nullable Account subject, @Nullable String detail) {
        write(
                actor,
                action,
                "failed",
                subject == null ? null : subject.tenant,
                subject == null ? null : subject.id,
                detail);
    }

    void write(
            Actor actor,
            AuditAction action,
            String outcome,
            @Nullable String tenant,
            @Nullable String subjectId,
            @Nullable String detail) {
        WRITE.on(db)
                .set("tenant", tenant)
                .set("action", action.text())
                .set("outcome", outcome)
                .set("actor", actor.userId())
                .set("via", actor.via())
                .set("credential", actor.credentialId())
                .set("subject_kind", action.subjectKind())
                .set("subject", subjectId)
                .set("address", actor.address())
                .set("reference", actor.reference())
                .set("detail", detail)
                .run();
    }

    /** What was done in the tenant, the newest first. */
    List<Entry> page(Scope scope, Filter filter, long before, int limit) {
        return PAGE.on(db)
                .set("tenant", scope.tenant())
                .set("before", before)
                .set("action", filter.action())
                .set("outcome", filter.outcome())
                .set("actor", filter.actorId())
                .set("subject", filter.subjectId())
                .set("since", filter.from())
                .set("until", filter.until())
                .set("limit", limit)
                .list(row -> new Entry(
                        row.integer("id"),
                        row.instant("at"),
                        row.text("action"),
                        row.text("outcome"),
                        row.maybeText("actor_id").orElse(null),
                        row.text("actor_via"),
                        row.maybeText("credential_id").orElse(null),
                        row.text("subject_kind"),
                        row.maybeText("subject_id").orElse(null),
                        row.maybeText("address").orElse(null),
                        row.text("reference"),
                        row.maybeText("detail").orElse(null)));
    }

    /**
     * Forgets some of what is older than a moment, and of what was tried where nobody has an account some that is older
     * than 30 days; tells how much that was, nothing once nothing is left.
     */
    long forgetBefore(Instant moment) {
        return FORGET.on(db)
                .set("before", moment)
                .first(row -> row.integer("forgotten"))
                .orElse(0L);
    }

    /** What is looked for; null where anything will do. */
    record Filter(
            @Nullable String action,
            @Nullable String outcome,
            @Nullable String actorId,
            @Nullable String subjectId,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** Something that was done, or tried. */
    record Entry(
            long id,
            Instant at,
            String action,
            String outcome,
            @Nullable String actorId,
            String actorVia,
            @Nullable String credentialId,
            String subjectKind,
            @Nullable String subjectId,
            @Nullable String address,
            String reference,
            @Nullable String detail) {}
}
