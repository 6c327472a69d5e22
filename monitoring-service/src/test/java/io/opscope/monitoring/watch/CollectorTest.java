package io.opscope.monitoring.watch;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.opscope.monitoring.engine.BlackHole;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.host.Hosts;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.arc.All;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A collector and a server of its own that dies, hangs and comes back; looks are two seconds apart here. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class CollectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Engines engines;

    @Inject
    Lines lines;

    @Inject
    Hosts hosts;

    @Inject
    WatchConfig config;

    @Inject
    WatchStore store;

    @Inject
    Leases leases;

    @Inject
    @All
    List<AfterLook> after;

    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private static @Nullable EmbeddedPostgres running;
    private EmbeddedPostgres server;
    private Collector collector;
    private volatile boolean allowed = true;

    @BeforeEach
    void start() throws IOException {
        if (running == null) {
            running = started(Processes.freePort());
        }
        server = running;
        var source = source(server.getPort());
        collector = new Collector(
                source,
                engines.find(source).orElseThrow(),
                lines,
                Optional.empty(),
                config,
                () -> allowed,
                looks::add,
                late -> {},
                line -> {});
        var thread = new Thread(collector, "collector-under-test");
        thread.setDaemon(true);
        thread.start();
        await().atMost(PATIENCE).until(() -> !looks.isEmpty());
        assertEquals(Outcome.ANSWERED, looks.get(0).probe().outcome());
    }

    @AfterEach
    void stop() {
        collector.stop();
        collector.join(Duration.ofSeconds(2));
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aServerThatIsKilledIsDownAtOnceAndItsReturnIsNoticedWithinAnInterval() throws Exception {
        var port = server.getPort();
        var killed = Instant.now();
        Processes.kill(family());
        var down = next(killed, Outcome.REFUSED);
        assertThat(Duration.between(killed, down.at()), lessThan(Duration.ofSeconds(1)));
        running = started(port);
        server = running;
        var back = Instant.now();
        assertThat(
                Duration.between(back, next(back, Outcome.ANSWERED).at()),
                lessThan(config.every().plusMillis(500)));
    }

    @Test
    void aServerThatHangsIsDownAfterAnIntervalAndTwoTimeOuts() throws SQLException {
        var stopped = family();
        var at = Instant.now();
        Processes.signal("-STOP", stopped);
        try {
            await().atMost(PATIENCE).until(() -> failures(at) >= 2);
            assertThat(
                    Duration.between(at, looks.get(looks.size() - 1).probe().at()),
                    lessThan(config.every()
                            .plus(config.timeout().multipliedBy(2))
                            .plusSeconds(2)));
        } finally {
            Processes.signal("-CONT", stopped);
        }
        var back = Instant.now();
        assertThat(
                Duration.between(back, next(back, Outcome.ANSWERED).at()),
                lessThan(config.every().plus(config.timeout())));
    }

    @Test
    void afterAFirstFailureASecondLookFollowsAtOnceHoweverLongTheInterval() throws IOException {
        var seen = new CopyOnWriteArrayList<Probe>();
        try (var hole = new BlackHole()) {
            var source = source(hole.port());
            var patient = new Collector(
                    source,
                    engines.find(source).orElseThrow(),
                    lines,
                    Optional.empty(),
                    rarely(),
                    () -> true,
                    look -> seen.add(look.probe()),
                    late -> {},
                    line -> {});
            var thread = new Thread(patient, "patient-collector");
            thread.setDaemon(true);
            thread.start();
            await().atMost(config.timeout().multipliedBy(4)).until(() -> seen.size() == 2);
            assertTrue(seen.stream().allMatch(Probe::failed));
            patient.stop();
        }
    }

    @Test
    void aSessionThatIsEndedIsNoFailureOfTheServers() throws SQLException {
        var at = Instant.now();
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'opscope-watch'");
        assertThat(Duration.between(at, next(at, Outcome.ANSWERED).at()), lessThan(Duration.ofSeconds(1)));
        assertEquals(0, failures(at));
    }

    @Test
    void oneConnectionIsAllThatItTakes() throws SQLException {
        var until = Instant.now().plus(config.every().multipliedBy(2));
        var most = 0L;
        while (Instant.now().isBefore(until)) {
            most = Math.max(
                    most, number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'opscope-watch'"));
        }
        assertEquals(1, most);
        assertThat(looks.size(), lessThanOrEqualTo(2 * (3 + 1)));
    }

    @Test
    void whoMayNotLookHangsUpAndLooksNoMore() throws SQLException {
        allowed = false;
        await().atMost(PATIENCE)
                .until(() ->
                        number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'opscope-watch'") == 0);
        var before = looks.size();
        await().pollDelay(config.every().multipliedBy(2)).until(() -> true);
        assertEquals(before, looks.size());
        allowed = true;
        var at = Instant.now();
        assertTrue(next(at, Outcome.ANSWERED).responseMs() > 0);
    }

    @Test
    void aSourceWhoseThreadDiedIsWatchedAgainInTheNextRound() throws InterruptedException {
        var threads = new LinkedBlockingQueue<Thread>();
        var failing = new Ledger(store, leases) {
            private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

            @Override
            void add(Look look) {
                if (seen.add(Thread.currentThread())) {
                    threads.add(Thread.currentThread());
                }
                if (seen.size() == 1) {
                    throw new StackOverflowError("as deep as it goes");
                }
            }
        };
        var collectors = new Collectors(
                engines, lines, hosts, config, new Sightings(config), failing, new SimpleMeterRegistry(), after);
        var watched = List.of(source(server.getPort()));
        try {
            collectors.watch(watched, System.nanoTime());
            var first = Objects.requireNonNull(threads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            first.join(PATIENCE.toMillis());
            collectors.watch(watched, System.nanoTime());
            var second = Objects.requireNonNull(threads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            collectors.watch(watched, System.nanoTime());
            assertTrue(second.isAlive());
            assertTrue(threads.isEmpty());
        } finally {
            collectors.stopAll();
        }
    }

    @Test
    void oneWhoFailsInAnUnforeseenWayAfterALookCostsNeitherTheNextNorTheLine() throws InterruptedException {
        var failures = List.<RuntimeException>of(
                new IllegalStateException("null in a column that has none"),
                new NumberFormatException("a number that is none"),
                new ArithmeticException("long overflow"),
                new DateTimeException("the year 294277"));
        var turn = new AtomicInteger();
        var reached = new LinkedBlockingQueue<RemoteLine>();
        var seen = new CopyOnWriteArrayList<Probe>();
        var noting = new Ledger(store, leases) {
            @Override
            void add(Look look) {
                seen.add(look.probe());
            }
        };
        AfterLook failing = (source, engine) -> line -> {
            throw failures.get(turn.getAndIncrement() % failures.size());
        };
        AfterLook next = (source, engine) -> reached::add;
        var collectors = new Collectors(
                engines,
                lines,
                hosts,
                often(),
                new Sightings(config),
                noting,
                new SimpleMeterRegistry(),
                List.of(failing, next));
        try {
            collectors.watch(List.of(source(server.getPort())), System.nanoTime());
            var first = Objects.requireNonNull(reached.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            for (var i = 1; i < failures.size(); i++) {
                assertSame(first, reached.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            assertTrue(turn.get() >= failures.size());
            assertTrue(seen.stream().noneMatch(Probe::failed), seen.toString());
        } finally {
            collectors.stopAll();
        }
    }

    private WatchConfig often() {
        return every(Duration.ofMillis(100));
    }

    /** The settings there are, with an hour between two looks. */
    private WatchConfig rarely() {
        return every(Duration.ofHours(1));
    }

    private WatchConfig every(Duration pause) {
        return (WatchConfig) Proxy.newProxyInstance(
                WatchConfig.class.getClassLoader(),
                new Class<?>[] {WatchConfig.class},
                (proxy, method, arguments) -> method.getName().equals("every") ? pause : method.invoke(config));
    }

    private Probe next(Instant after, Outcome outcome) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> looks.stream()
                .anyMatch(
                        look -> look.probe().at().isAfter(after) && look.probe().outcome() == outcome));
        return looks.stream()
                .map(Look::probe)
                .filter(probe -> probe.at().isAfter(after) && probe.outcome() == outcome)
                .findFirst()
                .orElseThrow();
    }

    private long failures(Instant after) {
        return looks.stream()
                .map(Look::probe)
                .filter(probe -> probe.failed() && probe.at().isAfter(after))
                .count();
    }

    /** The server and all its processes. */
    /** By the server's own word for its process: whose parent a process is changes with who is gone meanwhile. */
    private List<ProcessHandle> family() throws SQLException {
        var postmaster = number("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint");
        return Processes.family(ProcessHandle.of(postmaster).orElseThrow());
    }

    private long number(String question) throws SQLException {
        try (var session = server.getPostgresDatabase().getConnection();
                var result = session.createStatement().executeQuery(question)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void run(String statement) throws SQLException {
        try (var session = server.getPostgresDatabase().getConnection()) {
            session.createStatement().execute(statement);
        }
    }

    private static EmbeddedPostgres started(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    private static Source source(int port) {
        var key = new SourceKey("default", "collected");
        return new Source(
                key,
                "Collected",
                "postgresql",
                new Source.Server(
                        key, "postgresql", "127.0.0.1", port, "postgres", "postgres", Tls.PREFER, null, null, null),
                false,
                1,
                null);
    }
}
