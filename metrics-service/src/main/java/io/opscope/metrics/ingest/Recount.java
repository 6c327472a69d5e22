package io.opscope.metrics.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.ArrayLiteral;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Change;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.OtherValues;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Policy;
import io.opscope.metrics.rollup.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Counts all records of a tenant's family anew, by the catalogue as it is now and what the tenant decided: what a new
 * dimension or measure is of old records is read from their bodies. One transaction, so everybody sees either the old
 * counts or all of the new ones. Where records are gone, what was counted of them stays as it is: they are gone by whole
 * months, so every bucket is counted anew as a whole or not at all.
 */
@ApplicationScoped
class Recount {

    private static final Sql FORGET = Sql.file(Recount.class, "forget-rollups.sql");
    private static final Sql PAGE = Sql.file(Recount.class, "records-by-id.sql");
    private static final Sql RENEW = Sql.file(Recount.class, "renew-counted.sql");
    private static final int PAGE_ROWS = 5_000;
    private static final Instant EVER = Instant.EPOCH;

    private final Database db;
    private final Editions editions;
    private final Policies policies;
    private final Rollups rollups;
    private final RecordReader reader;
    private final DimensionValues values;
    private final ObjectMapper json;

    Recount(
            Database db,
            Editions editions,
            Policies policies,
            Rollups rollups,
            RecordReader reader,
            DimensionValues values,
            ObjectMapper json) {
        this.db = db;
        this.editions = editions;
        this.policies = policies;
        this.rollups = rollups;
        this.reader = reader;
        this.values = values;
        this.json = json;
    }

    /** Returns how many records were counted; none when another replica was first. */
    long run(String tenant, Family family) {
        var scope = new Scope(tenant, "recount", Set.of(Roles.ADMIN));
        return db.write(scope, tx -> {
            editions.own(tx, tenant, family);
            var policy = policies.stored(tx, tenant);
            var before = editions.stored(tx, tenant, family).orElse(null);
            if (before == null || before.edition().equals(policy.edition(family))) {
                return 0L;
            }
            var since = Objects.requireNonNullElse(before.recordsSince(), EVER);
            rollups.beginRecount(tx, tenant, family);
            FORGET.on(tx)
                    .set("tenant", tenant)
                    .set("family", family.id())
                    .set("since", since)
                    .run();
            var now = Instant.now();
            var counted = 0L;
            var page = page(tx, scope, family, policy, since, "");
            while (!page.isEmpty()) {
                renew(tx, tenant, family, page);
                var changes = page.stream()
                        .map(kept -> new Change(null, kept.counted()))
                        .toList();
                rollups.recount(tx, tenant, family, policy, changes, now);
                counted += page.size();
                page = page(
                        tx,
                        scope,
                        family,
                        policy,
                        since,
                        page.get(page.size() - 1).id());
            }
            rollups.recounted(tx, tenant, family);
            editions.recounted(tx, tenant, family, policy, before);
            return counted;
        });
    }

    private List<Kept> page(Tx tx, Scope scope, Family family, Policy policy, Instant since, String after) {
        var page = PAGE.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("since", since)
                .set("after", after)
                .set("rows", PAGE_ROWS)
                .list(row -> kept(family, policy, row));
        var counted =
                values.bounded(scope, family, page.stream().map(Kept::counted).toList());
        return IntStream.range(0, page.size())
                .mapToObj(i -> new Kept(page.get(i).id(), counted.get(i)))
                .toList();
    }

    private Kept kept(Family family, Policy policy, Row row) {
        try {
            var body = (ObjectNode) json.readTree(row.text("body"));
            return new Kept(row.text("id"), reader.counted(family, body, policy));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record's body is no JSON", e);
        }
    }

    private static void renew(Tx tx, String tenant, Family family, List<Kept> page) {
        RENEW.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("ids", "text", page.stream().map(Kept::id).toList())
                .setArray(
                        "outcomes",
                        "smallint",
                        page.stream()
                                .map(kept -> kept.counted().outcome().code())
                                .toList())
                .setArray(
                        "currencies",
                        "text",
                        page.stream().map(kept -> kept.counted().currency()).toList())
                .setArray(
                        "dims",
                        "text",
                        page.stream()
                                .map(kept -> ArrayLiteral.texts(kept.counted().dims()))
                                .toList())
                .setArray(
                        "measures",
                        "text",
                        page.stream()
                                .map(kept -> ArrayLiteral.numbers(kept.counted().measures()))
                                .toList())
                .run();
        OtherValues.note(
                tx,
                tenant,
                family,
                page.stream()
                        .filter(kept -> OtherValues.has(kept.counted()))
                        .map(Kept::id)
                        .toList());
    }

    private record Kept(String id, Counted counted) {}
}
