package io.opscope.monitoring.watch;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another replica beside the one under test: leases of its own, on the same tables. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SharingTest {

    private static final String TENANT = "shared";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    TestSources sources;

    @Inject
    DataSource db;

    @Inject
    WatchConfig config;

    @Inject
    WatchStore store;

    @Inject
    Ledger ledger;

    @Inject
    Collectors collectors;

    private Leases other;

    @BeforeEach
    void register() {
        other = new Leases(db, config);
        for (var i = 0; i < 5; i++) {
            sources.add("shared-" + i, TENANT, Processes.freePort(), "postgres", "nobody");
        }
    }

    @AfterEach
    void remove() {
        other.leave(other.renewed());
        for (var i = 0; i < 5; i++) {
            sources.remove(TENANT, "shared-" + i);
        }
    }

    @Test
    void twoReplicasShareTheSourcesAndTheOneTakesOverFromTheOther() {
        await().atMost(PATIENCE).until(() -> ours().size() == 5);
        var theirs = ConcurrentHashMap.<SourceKey>newKeySet();
        await().atMost(PATIENCE).until(() -> {
            theirs.addAll(other.renewed());
            return theirs.size() >= 3 && ours().stream().noneMatch(theirs::contains);
        });
        var died = Instant.now();
        await().atMost(PATIENCE).until(() -> ours().size() == 5);
        var took = Duration.between(died, Instant.now());
        assertTrue(took.compareTo(config.lease().plus(config.round().multipliedBy(4))) < 0, took.toString());
    }

    @Test
    void ofManyWhoWantTheSameSourcesEachGetsOthers() throws InterruptedException {
        var held = ConcurrentHashMap.<SourceKey>newKeySet();
        var twice = ConcurrentHashMap.<SourceKey>newKeySet();
        var replicas = List.of(new Leases(db, config), new Leases(db, config), new Leases(db, config));
        var threads = replicas.stream()
                .map(replica -> new Thread(() -> replica.renewed().forEach(source -> {
                    if (!held.add(source)) {
                        twice.add(source);
                    }
                })))
                .toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(), twice);
        replicas.forEach(replica -> replica.leave(replica.renewed()));
    }

    @Test
    void whatAnotherReplicaSawIsAnsweredHereAsWell() {
        var theirs = new HashSet<SourceKey>();
        await().atMost(PATIENCE).until(() -> {
            theirs.addAll(other.renewed());
            return !theirs.isEmpty() && ours().stream().noneMatch(theirs::contains);
        });
        var source = theirs.stream()
                .filter(key -> key.tenant().equals(TENANT))
                .findFirst()
                .orElseGet(() -> theirs.iterator().next());
        var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var vitals = new Vitals(at, Duration.ofDays(3), 7L, 100, 5L, List.of());
        store.keep(
                other.holder(),
                List.of(new Look(
                        source,
                        new Probe(at, Outcome.ANSWERED, 12.5, null),
                        Standing.NOTHING.with(vitals, null, null))));
        await().atMost(PATIENCE).untilAsserted(() -> {
            other.renewed();
            given().header("Authorization", Tokens.bearer(source.tenant(), "ann", "viewer"))
                    .get("/api/performance/data-sources")
                    .then()
                    .statusCode(200)
                    .body("data.find { it.id == '" + source.id() + "' }.connections", equalTo(7))
                    .body("data.find { it.id == '" + source.id() + "' }.uptime", equalTo("3d 0h 0m"))
                    .body("data.find { it.id == '" + source.id() + "' }.maxResponseTime", equalTo(12.5f));
        });
    }

    @Test
    void aLookThatIsWrittenTwiceIsCountedOnce() {
        var source = new SourceKey(TENANT, "shared-0");
        var at = Instant.parse("2026-01-02T03:04:05Z");
        var looks = List.of(
                new Look(source, new Probe(at, Outcome.ANSWERED, 10.0, null), Standing.NOTHING),
                new Look(source, new Probe(at, Outcome.ANSWERED, 10.0, null), Standing.NOTHING),
                new Look(source, new Probe(at.plusSeconds(10), Outcome.REFUSED, null, "gone"), Standing.NOTHING));
        store.keep("one", looks);
        store.keep("two", looks.subList(2, 3));
        var tiers = Sql.text("SELECT tier, probes, failures, response_sum FROM probe_tier"
                        + " WHERE tenant_id = 'shared' AND source_id = 'shared-0' AND bucket < '2026-01-03'"
                        + " ORDER BY tier")
                .on(Superuser.of("monitoring"))
                .list(row -> row.text("tier") + " " + row.integer("probes") + " " + row.integer("failures") + " "
                        + row.number("response_sum"));
        // the second replica's look is another one: there is one holder at a time, so it does not come to that
        assertEquals(List.of("day 3 2 10.0", "hour 3 2 10.0", "minute 3 2 10.0"), tiers);
    }

    @Test
    void whatAHostileServerCallsItselfKeepsNobodysLooksFromBeingWritten() {
        var at = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        var hostile = "a\u0000b\ud800c" + "x".repeat(100_000);
        var vitals = new Vitals(
                at,
                Duration.ofDays(3),
                null,
                100,
                5L,
                List.of(new Unavailable("connections", hostile, "GRANT pg_monitor TO " + hostile)));
        var standing = Standing.NOTHING.with(vitals, null, null);
        var first = new SourceKey("hostile", "first");
        var unheardOf = new SourceKey("hostile", "never\u0000there");
        var second = new SourceKey("hostile", "second");
        for (var source : List.of(first, second)) {
            sources.add(source.id(), source.tenant(), Processes.freePort(), "postgres", "nobody");
        }
        ledger.add(new Look(first, new Probe(at, Outcome.FAILED, null, hostile), standing));
        ledger.add(new Look(unheardOf, new Probe(at, Outcome.ANSWERED, 1.0, null), standing));
        ledger.add(new Look(second, new Probe(at, Outcome.ANSWERED, 1.0, null), standing));
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(
                            List.of("first 1000 1000", "second 0 1000"),
                            Sql.text("SELECT p.source_id, coalesce(length(p.reason), 0) AS reason,"
                                            + " length(s.state #>> '{vitals,unavailable,0,remedy}') AS remedy"
                                            + " FROM probe p JOIN sighting s USING (tenant_id, source_id)"
                                            + " WHERE tenant_id = 'hostile' AND probed_at = seen_at"
                                            + " AND seen_at > now() + interval '30 minutes' ORDER BY 1")
                                    .on(Superuser.of("monitoring"))
                                    .list(row -> row.text("source_id") + " " + row.integer("reason") + " "
                                            + row.integer("remedy"))));
        } finally {
            sources.remove("hostile", "first");
            sources.remove("hostile", "second");
        }
    }

    private Set<SourceKey> ours() {
        var ours = new HashSet<SourceKey>();
        collectors.watched().stream()
                .filter(source -> source.tenant().equals(TENANT))
                .forEach(ours::add);
        return ours;
    }
}
