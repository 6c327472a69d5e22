package io.opscope.monitoring.host;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.SlowLine;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.source.NodeExporter;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The machine of a real server, which is this one: as such, and as if it were another behind a tunnel. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class HostWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String FIGURES = """
            node_cpu_seconds_total{cpu="0",mode="idle"} %d
            node_cpu_seconds_total{cpu="0",mode="user"} %d
            node_memory_MemTotal_bytes 4e+09
            node_memory_MemAvailable_bytes 1e+09
            node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1000
            node_filesystem_free_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 250
            node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 250
            """;

    @Inject
    Hosts hosts;

    @Inject
    Engines engines;

    @Inject
    Lines lines;

    private final int server = ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
    private SlowLine tunnel;
    private @Nullable HttpServer web;

    @BeforeEach
    void dig() throws SQLException {
        tunnel = new SlowLine(server);
        run("CREATE ROLE host_watcher LOGIN", "GRANT pg_monitor TO host_watcher");
    }

    @AfterEach
    void tidy() throws SQLException, IOException {
        tunnel.close();
        if (web != null) {
            web.stop(0);
        }
        run(
                "DROP SCHEMA IF EXISTS opscope_host CASCADE",
                "DROP OWNED BY host_watcher CASCADE",
                "DROP ROLE host_watcher",
                "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'opscope_host') THEN"
                        + " DROP OWNED BY opscope_host; DROP ROLE opscope_host; END IF; END $$");
        Files.deleteIfExists(df());
    }

    @Test
    void aServerOfThisMachineIsReadFromTheKernel() throws Exception {
        var source = source(server, null);
        try (var line = open(source)) {
            var watch = hosts.watch(source, Duration.ofSeconds(1)).orElseThrow();
            assertThat(reason(watch.read(line), "metrics.cpu"), containsString("between two looks"));
            // the kernel counts in hundredths of a second, and the use is what passed between two looks
            Thread.sleep(300);
            var reading = watch.read(line);
            assertThat(reading.cpu(), allOf(greaterThan(-0.1), lessThan(100.1)));
            assertThat(reading.cpuFrom(), startsWith("proc"));
            assertThat(reading.memoryFrom(), startsWith("proc"));
            var store = Files.getFileStore(df().getParent());
            var used = (double) store.getTotalSpace() - store.getUnallocatedSpace();
            assertThat(reading.disk(), closeTo(100 * used / (used + store.getUsableSpace()), 1));
            assertEquals("proc", reading.diskFrom());
            assertEquals(List.of(), reading.unavailable());
        }
    }

    @Test
    void aServerBehindATunnelIsNeverTakenForThisMachineAndWhatWouldHelpIsNamed() throws Exception {
        var source = source(tunnel.port(), null);
        try (var line = open(source)) {
            var reading = twice(source, line);
            assertNull(reading.cpu());
            assertNull(reading.memory());
            assertNull(reading.disk());
            assertEquals(
                    List.of("metrics.cpu", "metrics.memory", "metrics.disk"),
                    reading.unavailable().stream().map(Unavailable::field).toList());
            assertThat(
                    reading.unavailable().stream().map(Unavailable::remedy).toList(),
                    everyItem(allOf(
                            containsString("psql -d postgres -f deploy/postgresql/host-figures.sql"),
                            containsString("PATCH /api/v1/data-sources/hosted with {\"node_exporter\""))));
        }
    }

    @Test
    void theScriptLetsThePlainRoleReadTheMachineAndNothingElse() throws Exception {
        runScript();
        runScript();
        var source = source(tunnel.port(), null);
        try (var line = open(source)) {
            var reading = twice(source, line);
            assertThat(reading.cpu(), allOf(greaterThan(-0.1), lessThan(100.1)));
            assertThat(reading.memory(), allOf(greaterThan(0.0), lessThan(100.0)));
            assertThat(reading.cpuFrom(), startsWith("sql"));
            assertThat(reading.memoryFrom(), startsWith("sql"));
            assertNull(reading.disk());
            assertThat(reason(reading, "metrics.disk"), containsString("opscope-df"));
            Files.writeString(
                    df(),
                    "Filesystem     1024-blocks      Used Available Capacity Mounted on\n"
                            + "/dev/sda1          1000000    600000    200000      75% /\n");
            assertEquals(
                    75.0, hosts.watch(source, PATIENCE).orElseThrow().read(line).disk());
            Files.setLastModifiedTime(df(), FileTime.from(Instant.now().minusSeconds(600)));
            assertNull(hosts.watch(source, PATIENCE).orElseThrow().read(line).disk(), "too old to be believed");
        }
        assertEquals("42501", refusal("SELECT pg_read_file('/etc/passwd')"));
        assertEquals("42501", refusal("SET ROLE opscope_host"));
    }

    @Test
    void aFunctionOfTheNameThatSomebodyElseMadeIsNotCalled() throws Exception {
        run(
                "CREATE ROLE host_stranger",
                "CREATE SCHEMA opscope_host AUTHORIZATION host_stranger",
                "GRANT USAGE ON SCHEMA opscope_host TO PUBLIC",
                "CREATE FUNCTION opscope_host.figures() RETURNS TABLE (stat text, meminfo text) LANGUAGE sql"
                        + " AS 'SELECT ''cpu  1 1 1 1 1 1 1 1'', current_user::text'",
                "ALTER FUNCTION opscope_host.figures() OWNER TO host_stranger");
        try {
            var source = source(tunnel.port(), null);
            try (var line = open(source)) {
                assertThat(reason(twice(source, line), "metrics.cpu"), containsString("is not called"));
            }
        } finally {
            run("DROP OWNED BY host_stranger CASCADE", "DROP ROLE host_stranger");
        }
    }

    @Test
    void theNodeExporterOfTheMachineIsAskedWhereTheServerTellsNothing() throws Exception {
        var asked = new AtomicInteger();
        var source = source(tunnel.port(), exporter(exchange -> {
            var times = asked.incrementAndGet();
            answer(exchange, 200, String.format(FIGURES, 100 + 3 * times, 100 + times));
        }));
        try (var line = open(source)) {
            var watch = hosts.watch(source, PATIENCE).orElseThrow();
            await().atMost(PATIENCE).untilAsserted(() -> {
                var reading = watch.read(line);
                assertEquals(25.0, reading.cpu());
                assertEquals(75.0, reading.memory());
                assertEquals(75.0, reading.disk());
                assertEquals("node_exporter", reading.cpuFrom());
                assertEquals("node_exporter", reading.diskFrom());
                assertEquals(List.of(), reading.unavailable());
            });
        }
    }

    @Test
    void aHostileExporterGivesNoFigureKeepsNobodyWaitingAndIsFollowedNowhere() throws Exception {
        var followed = new AtomicInteger();
        List<Answering> answers = List.of(
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    answer(exchange, 302, "");
                },
                exchange -> answer(exchange, 500, String.format(FIGURES, 1, 1)),
                exchange -> answer(exchange, 200, "x".repeat(100_000)),
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var out = exchange.getResponseBody()) {
                        var lines =
                                "node_memory_MemTotal_bytes 1\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
                        for (var i = 0; i < 10_000; i++) {
                            out.write(lines);
                        }
                    }
                });
        for (var answering : answers) {
            var asked = new AtomicInteger();
            var exporter = exporter(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
                    followed.incrementAndGet();
                }
                asked.incrementAndGet();
                answering.to(exchange);
            });
            var source = source(tunnel.port(), exporter);
            try (var line = open(source)) {
                var watch = hosts.watch(source, PATIENCE).orElseThrow();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    var begun = System.nanoTime();
                    var reading = watch.read(line);
                    assertThat(Duration.ofNanos(System.nanoTime() - begun), lessThan(Duration.ofSeconds(1)));
                    assertNull(reading.memory());
                    assertThat(reason(reading, "metrics.memory"), containsString("gave no figures"));
                });
                assertThat(asked.get(), greaterThan(0));
            }
        }
        assertEquals(0, followed.get());
    }

    @Test
    void whatIsMissingIsToldInTimeThoughTheExporterHangs() throws Exception {
        var goesOn = new CountDownLatch(1);
        var source = source(tunnel.port(), exporter(exchange -> {
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (var line = open(source)) {
            var begun = System.nanoTime();
            var watch = hosts.watch(source, PATIENCE).orElseThrow();
            var lacks = watch.lacks(line, Duration.ofMillis(300));
            assertThat(
                    Duration.ofNanos(System.nanoTime() - begun),
                    allOf(greaterThan(Duration.ofMillis(290)), lessThan(Duration.ofSeconds(3))));
            assertEquals(
                    List.of("metrics.cpu", "metrics.memory", "metrics.disk"),
                    lacks.stream().map(Unavailable::field).toList());
            assertThat(lacks.get(0).reason(), containsString("is being asked"));
        } finally {
            goesOn.countDown();
        }
    }

    private HostReading twice(Source source, RemoteLine line) throws InterruptedException {
        var watch = hosts.watch(source, Duration.ofSeconds(1)).orElseThrow();
        watch.read(line);
        Thread.sleep(300);
        return watch.read(line);
    }

    private static String reason(HostReading reading, String field) {
        return reading.unavailable().stream()
                .filter(entry -> entry.field().equals(field))
                .map(Unavailable::reason)
                .findFirst()
                .orElseThrow();
    }

    private RemoteLine open(Source source) {
        return lines.open(engines.find(source).orElseThrow(), source, PATIENCE, PATIENCE);
    }

    private static Source source(int port, @Nullable NodeExporter exporter) {
        var key = new SourceKey("default", "hosted");
        return new Source(
                key,
                "Hosted",
                "postgresql",
                new Source.Server(
                        key,
                        "postgresql",
                        "127.0.0.1",
                        port,
                        "postgres",
                        "host_watcher",
                        Tls.PREFER,
                        null,
                        null,
                        exporter),
                false,
                1,
                null);
    }

    private NodeExporter exporter(Answering answering) throws IOException {
        if (web != null) {
            web.stop(0);
        }
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        started.createContext("/", exchange -> {
            try (exchange) {
                answering.to(exchange);
            }
        });
        started.start();
        web = started;
        return new NodeExporter(false, "127.0.0.1", started.getAddress().getPort(), "/metrics", null);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void runScript() throws IOException, SQLException {
        run(Files.readString(Path.of("../deploy/postgresql/host-figures.sql")));
    }

    private static void run(String... statements) throws SQLException {
        try (var session = Superuser.of("public").getConnection();
                var statement = session.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
    }

    /** The state that the watcher's role is refused something with. */
    private @Nullable String refusal(String text) throws SQLException {
        var source = (PGSimpleDataSource) Superuser.of("public");
        source.setUser("host_watcher");
        try (var session = source.getConnection();
                var statement = session.createStatement()) {
            statement.execute(text);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static Path df() throws SQLException {
        try (var session = Superuser.of("public").getConnection();
                var result = session.createStatement().executeQuery("SHOW data_directory")) {
            assertNotNull(result);
            result.next();
            return Path.of(result.getString(1), "opscope-df");
        }
    }

    private interface Answering {
        void to(HttpExchange exchange) throws IOException;
    }
}
