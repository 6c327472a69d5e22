package io.opscope.metrics.fire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.catalogue.Catalogues;
import io.opscope.metrics.catalogue.Family;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Compares what producers were told with what is stored, and what is stored with what is counted. */
final class Audit {

    private static final Duration OLDEST = Duration.ofDays(33);
    private static final int SHOWN = 5;

    private final DataSource db;
    private final String tenant;

    Audit(DataSource db, String tenant) {
        this.db = db;
        this.tenant = tenant;
    }

    /** Everything of a workload whose every batch was acknowledged: stored once, as its highest version, and counted. */
    void assertExact(Workload workload, Caller caller, PackagedService service) throws IOException {
        var counted =
                Catalogues.read().families().stream().filter(Family::isCounted).toList();
        assertEquals(
                Set.copyOf(Workload.FAMILIES),
                counted.stream().map(Family::name).collect(Collectors.toSet()));
        for (var family : counted) {
            var name = family.name();
            var sent = workload.last(name);
            var stored = stored(family);
            assertEquals(Set.of(), few(missing(sent.keySet(), stored.keySet())), "acknowledged and not stored");
            assertEquals(Set.of(), few(missing(stored.keySet(), sent.keySet())), "stored and never sent");
            sent.forEach((id, version) -> assertEquals(new Stored(version.status(), version.at()), stored.get(id), id));
            // some of it may be in the journal still, afterwards nothing is
            assertVerified(name, sent.size(), caller, service);
            Recounted.assertSame(db, tenant, family);
            assertEquals(sent.size(), countedOnce(family), "counted " + name);
        }
    }

    /** As anybody in charge would ask. */
    private static void assertVerified(String family, long records, Caller caller, PackagedService service)
            throws IOException {
        var verified = caller.get(service.at("/api/v1/metrics/verify?family=" + family + "&from="
                        + Instant.now().minus(OLDEST)))
                .json();
        assertTrue(verified.path("consistent").asBoolean(), verified::toString);
        var counted = verified.path("families").path(0);
        assertEquals(records, counted.path("records").asLong());
        assertEquals(0, counted.path("differences").asLong());
        assertTrue(counted.path("buckets").asLong() > 0);
    }

    private Map<String, Stored> stored(Family family) {
        var stored = new HashMap<String, Stored>();
        Sql.text("SELECT id, status, at FROM record WHERE tenant_id = :tenant AND family_id = :family")
                .on(db)
                .set("tenant", tenant)
                .set("family", family.id())
                .list(row -> stored.put(row.text("id"), new Stored(row.text("status"), row.instant("at"))));
        return stored;
    }

    private long countedOnce(Family family) {
        return Sql.text("SELECT coalesce(sum(records), 0)::bigint AS n FROM rollup"
                        + " WHERE tenant_id = :tenant AND family_id = :family AND set_id = 1 AND tier = 5")
                .on(db)
                .set("tenant", tenant)
                .set("family", family.id())
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    private static Set<String> missing(Set<String> these, Set<String> among) {
        var missing = new TreeSet<>(these);
        missing.removeAll(among);
        return missing;
    }

    private static Set<String> few(Set<String> ids) {
        return new TreeSet<>(ids.stream().limit(SHOWN).toList());
    }

    private record Stored(String status, Instant at) {}
}
