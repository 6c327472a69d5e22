package io.opscope.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Periods;
import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Compares what was counted with a count of the records themselves, in both directions. */
public final class Recounted {

    private Recounted() {}

    /** Every declared set of a family, at every tier as far back as it is whole, with every measure. */
    public static void assertSame(String tenant, Family family) {
        assertSame(Superuser.of("metrics"), tenant, family);
    }

    /** The same in a database of the test's own. */
    public static void assertSame(DataSource db, String tenant, Family family) {
        await("everything is brought from the journal into the rollup rows")
                .atMost(Duration.ofSeconds(30))
                .until(() -> unfolded(db, tenant) == 0);
        for (var set : family.sets()) {
            for (var tier : Tier.values()) {
                if (tier != Tier.SECOND || set.live()) {
                    assertEquals(0, differences(db, tenant, family, set, tier), family.name() + set + tier);
                }
            }
        }
    }

    /** How much is counted of a tenant by all tiers and sets together. */
    public static long rows(String tenant) {
        return number(tenant, "SELECT coalesce(sum(records), 0)::bigint AS n FROM rollup WHERE tenant_id = :tenant");
    }

    /** The first column, n, of a query that takes the tenant. */
    public static long number(String tenant, String sql) {
        return number(Superuser.of("metrics"), tenant, sql);
    }

    private static long number(DataSource db, String tenant, String sql) {
        return Sql.text(sql)
                .on(db)
                .set("tenant", tenant)
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    /** Batches that are in the journal. */
    public static long unfolded(DataSource db, String tenant) {
        return number(db, tenant, "SELECT count(*) AS n FROM rollup_journal WHERE tenant_id = :tenant");
    }

    private static long differences(DataSource db, String tenant, Family family, DimensionSet set, Tier tier) {
        var dims = set.dimensions().stream()
                .map(dimension -> "dims[" + (family.dimension(dimension) + 1) + "]")
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
        var since = "'" + Periods.usual(Duration.ofDays(1095)).completeSince(tier, Instant.now()) + "'";
        var recount = "SELECT date_trunc('" + tier.name().toLowerCase(Locale.ROOT)
                + "', at, 'UTC') AS bucket, outcome, currency, " + dims
                + ", count(*)" + measures(family, ", count(measures[%1$d]), coalesce(sum(measures[%1$d]), 0)")
                + " FROM record WHERE tenant_id = :tenant AND family_id = " + family.id() + " AND at >= " + since
                + " GROUP BY 1, 2, 3, 4";
        var rollup = "SELECT bucket, outcome, currency, dims, sum(records)"
                + measures(family, ", coalesce(sum(counts[%1$d]), 0), coalesce(sum(sums[%1$d]), 0)")
                + " FROM rollup WHERE tenant_id = :tenant AND family_id = " + family.id() + " AND set_id = " + set.id()
                + " AND tier = " + tier.code() + " AND bucket >= " + since
                + " GROUP BY 1, 2, 3, 4 HAVING sum(records) <> 0";
        return number(
                db,
                tenant,
                "SELECT count(*) AS n FROM ((" + recount + " EXCEPT " + rollup + ") UNION ALL (" + rollup + " EXCEPT "
                        + recount + ")) AS difference");
    }

    private static String measures(Family family, String each) {
        return IntStream.rangeClosed(1, family.measures().size())
                .mapToObj(each::formatted)
                .collect(Collectors.joining());
    }
}
