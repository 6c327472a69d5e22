package io.opscope.metrics.query;

import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
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

    /** Those that have ever sent anything of one of these families. */
    public List<String> tenants(Family... families) {
        return TENANTS.on(db)
                .setArray(
                        "families",
                        "int",
                        Arrays.stream(families).map(Family::id).toList())
                .list(row -> row.text("tenant_id"));
    }
}
