package io.opscope.gateway.identity;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps the tenants. It asks nobody whether they may: {@link Tenants} and the resource do. */
@ApplicationScoped
class TenantStore {

    private static final Sql PAGE = Sql.file(TenantStore.class, "tenant_page.sql");
    private static final Sql CREATE = Sql.file(TenantStore.class, "tenant_create.sql");
    private static final Sql HOLD = Sql.file(TenantStore.class, "tenant_hold.sql");
    private static final Sql CHANGE = Sql.file(TenantStore.class, "tenant_change.sql");
    private static final Sql OPEN = Sql.file(TenantStore.class, "tenant_open.sql");

    private final DataSource db;

    TenantStore(DataSource db) {
        this.db = db;
    }

    /** Tenants by id, those after a given one. */
    @Transactional
    List<Tenant> page(@Nullable String after, int limit) {
        return page(after == null ? "" : after, null, limit);
    }

    /** One tenant. */
    @Transactional
    Tenant get(String id) {
        return page("", id, 1).stream().findFirst().orElseThrow(() -> CommonProblem.notFound("tenant", id));
    }

    private List<Tenant> page(String after, @Nullable String only, int limit) {
        return PAGE.on(db)
                .set("after", after)
                .set("only", only)
                .set("limit", limit)
                .list(TenantStore::tenant);
    }

    private static Tenant tenant(Row row) {
        return new Tenant(
                row.text("id"),
                row.text("name"),
                row.flag("is_active"),
                row.instant("created_at"),
                row.integer("accounts"),
                row.integer("keys"));
    }

    /** Notes a tenant; tells whether it is new. */
    @Transactional
    boolean create(String id, String name) {
        return CREATE.on(db).set("id", id).set("name", name.strip()).run() == 1;
    }

    /** Notes a tenant that an outside issuer may have made up; whoever belongs to it belongs to one that can be shut. */
    @Transactional
    void know(String id) {
        create(id, id);
    }

    /** How a tenant stands, kept from being changed until the transaction ends. */
    @Transactional
    Standing held(String id) {
        return HOLD.on(db)
                .set("id", id)
                .first(row -> new Standing(row.text("name"), row.flag("is_active")))
                .orElseThrow(() -> CommonProblem.notFound("tenant", id));
    }

    @Transactional
    void change(String id, Standing standing) {
        CHANGE.on(db)
                .set("id", id)
                .set("name", standing.name())
                .set("active", standing.isActive())
                .run();
    }

    /** Whether anybody of the tenant is let in, kept so until the transaction ends. */
    @Transactional
    boolean isOpen(String id) {
        return OPEN.on(db).set("id", id).first(row -> row.flag("is_active")).orElse(true);
    }

    /** What can be changed about a tenant. */
    record Standing(String name, boolean isActive) {}

    /**
     * A tenant.
     *
     * @param accounts how many accounts there are, shut ones too
     * @param keys how many API keys are good
     */
    record Tenant(String id, String name, boolean isActive, Instant createdAt, long accounts, long keys) {}
}
