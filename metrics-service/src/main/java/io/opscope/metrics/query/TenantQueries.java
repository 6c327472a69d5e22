package io.opscope.metrics.query;

import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/** Who has data here; for work that is done for every tenant, never for a caller. */
@ApplicationScoped
public class TenantQueries {

    private static final Sql TENANTS = Sql.file(TenantQueries.class, "tenants.sql");

    private final DataSource db;

    TenantQueries(DataSource db) {
        this.db = db;
    }

    public List<String> tenants() {
        return TENANTS.on(db).list(row -> row.text("tenant_id"));
    }
}
