package io.opscope.monitoring.watch;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** How soon it is known that a server died, hangs or is back, at the pace of ten seconds, and what is taken for a death. */
@Tag("long")
@QuarkusTest
@TestProfile(RealPace.class)
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class NoticingTest {

    private static final String TENANT = "noticing";
    private static final String ID = "mortal";
    private static final Scope SCOPE = new Scope(TENANT, "test", Set.of(Roles.VIEWER));
    /** The first answer after a pause may be a late one, which is degraded. */
    private static final Set<Status> ANSWERING = Set.of(Status.HEALTHY, Status.DEGRADED);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int KILLS = Integer.getInteger("noticing.kills", 20);
    private static final int STOPS = Integer.getInteger("noticing.stops", 6);
    private static final int LOSSY = Integer.getInteger("noticing.lossy", 60);
    private static final Duration LOSING = Duration.ofMinutes(Integer.getInteger("noticing.minutes", 6));
    private static final double LOSS = 0.01;

    @Inject
    TestSources sources;

    @Inject
    WatchQueries queries;

    private final Random random = new Random(4711);

    @Test
    void aKilledServerIsDownWithinASecondAndOneThatIsBackWithinTen() throws Exception {
        var port = Processes.freePort();
        var server = started(port);
        sources.add(ID, TENANT, port, "postgres", "postgres");
        List<Duration> deaths = new ArrayList<>();
        List<Duration> returns = new ArrayList<>();
        try {
            until(ANSWERING);
            for (var i = 0; i < KILLS; i++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(5_000));
                var family = family(server);
                deaths.add(noticed(Set.of(Status.DOWN), () -> Processes.signal("-KILL", family)));
                Processes.kill(family);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
                server = started(port);
                returns.add(noticed(ANSWERING, () -> {}));
            }
        } finally {
            sources.remove(TENANT, ID);
            server.close();
        }
        print("killed", deaths);
        print("back", returns);
        assertThat(p95(deaths), lessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(p95(returns), lessThanOrEqualTo(Duration.ofSeconds(10)));
        assertThat(longest(returns), lessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void aStoppedServerIsDownWithinFifteenSecondsAndOneThatGoesOnIsBackWithinTen() throws Exception {
        var port = Processes.freePort();
        List<Duration> stops = new ArrayList<>();
        List<Duration> returns = new ArrayList<>();
        try (var server = started(port)) {
            sources.add(ID, TENANT, port, "postgres", "postgres");
            until(ANSWERING);
            for (var i = 0; i < STOPS; i++) {
                // the first just after a look, which is the worst moment
                awaitLook();
                TimeUnit.MILLISECONDS.sleep(i == 0 ? 0 : random.nextInt(10_000));
                var family = family(server);
                stops.add(noticed(Set.of(Status.DOWN), () -> Processes.signal("-STOP", family)));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(5_000));
                returns.add(noticed(ANSWERING, () -> Processes.signal("-CONT", family)));
            }
        } finally {
            sources.remove(TENANT, ID);
        }
        print("stopped", stops);
        print("going on", returns);
        assertThat(longest(stops), lessThanOrEqualTo(Duration.ofSeconds(15)));
        assertThat(longest(returns), lessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    /** Many lines at once, each at the real pace: what is counted is hours of sources. */
    @Test
    void aLineThatLosesOnePacketInAHundredMakesNoServerLookDead() throws Exception {
        var server = ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
        var seed = Long.getLong("opscope.fire.seed", System.nanoTime());
        System.out.printf("noticing: seed %d%n", seed);
        List<LossyLine> lossy = new ArrayList<>();
        try {
            for (var i = 0; i < LOSSY; i++) {
                var line = new LossyLine(server, LOSS, seed + i);
                lossy.add(line);
                sources.add("lossy-" + i, TENANT, line.port(), "postgres", "opscope_monitor");
            }
            var end = Instant.now().plus(LOSING);
            var down = 0;
            while (Instant.now().isBefore(end)) {
                down += queries.all(SCOPE).data().stream()
                        .filter(source -> source.status() == Status.DOWN)
                        .count();
                TimeUnit.MILLISECONDS.sleep(500);
            }
            var lost = lossy.stream().mapToLong(LossyLine::lost).sum();
            var failed = failures();
            System.out.printf(
                    "noticing: %.1f hours of sources at 1 %% loss, %d packets lost, %d looks failed, %d seen down%n",
                    LOSSY * LOSING.toSeconds() / 3600.0, lost, failed, down);
            assertThat(lost, greaterThan(0L));
            assertEquals(0, down);
        } finally {
            for (var i = 0; i < lossy.size(); i++) {
                sources.remove(TENANT, "lossy-" + i);
                lossy.get(i).close();
            }
        }
    }

    private static long failures() {
        return Sql.text("SELECT count(*) AS n FROM probe WHERE tenant_id = 'noticing' AND source_id LIKE 'lossy-%'"
                        + " AND outcome <> 'ANSWERED'")
                .on(Superuser.of("monitoring"))
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    private Status status() {
        return queries.all(SCOPE).data().stream()
                .filter(source -> source.id().equals(ID))
                .map(DataSource::status)
                .findFirst()
                .orElse(Status.UNKNOWN);
    }

    private void until(Set<Status> statuses) {
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> statuses.contains(status()));
    }

    private void awaitLook() {
        var before = lastChecked();
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> lastChecked()
                .isAfter(before));
    }

    private Instant lastChecked() {
        return queries.all(SCOPE).data().stream()
                .filter(source -> source.id().equals(ID))
                .map(DataSource::lastChecked)
                .filter(at -> at != null)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private Duration noticed(Set<Status> statuses, Runnable event) {
        var begun = System.nanoTime();
        event.run();
        until(statuses);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static EmbeddedPostgres started(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    /** The server and all its processes. */
    private static List<ProcessHandle> family(EmbeddedPostgres server) throws SQLException {
        try (var session = server.getPostgresDatabase().getConnection();
                var result = session.createStatement()
                        .executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")) {
            result.next();
            return Processes.family(ProcessHandle.of(result.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow());
        }
    }

    private static Duration p95(List<Duration> times) {
        return times.stream().sorted().toList().get((int) Math.ceil(0.95 * times.size()) - 1);
    }

    private static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow();
    }

    private static void print(String what, List<Duration> times) {
        System.out.printf(
                "noticing: %s %d times, p95 %d ms, longest %d ms, in milliseconds %s%n",
                what,
                times.size(),
                p95(times).toMillis(),
                longest(times).toMillis(),
                times.stream().map(Duration::toMillis).toList());
    }
}
