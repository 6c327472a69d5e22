package io.opscope.monitoring.engine;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianMariaDb;
import io.opscope.kit.testing.SlowLine;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Real servers, each behind a tunnel as if it were elsewhere, and a role that may do nothing there: an administrator does
 * what the report prints and nothing else, until all of it works.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class PrivilegeReportTest {

    private static final String TENANT = "reported";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> MACHINE =
            Set.of("cpu of its machine", "memory of its machine", "disk of its machine");

    /** Of which an administrator does one; the other ways are told behind it. */
    private static final Pattern OTHER_WAYS = Pattern.compile(";? or (?=PATCH |Register ).*");

    private static final Pattern PATCH = Pattern.compile("PATCH (\\S+) with (\\{.*})");
    private static final Pattern SCRIPT =
            Pattern.compile("psql -d '(.*?)'( -c 'DROP SCHEMA opscope_host CASCADE')? -f (\\S+)");
    private static final Path PSQL = Path.of("/usr/lib/postgresql/15/bin/psql");

    @Inject
    TestSources sources;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Path directory;
    private EmbeddedPostgres postgres;
    private HttpServer exporter;

    @AfterEach
    void tidy() throws Exception {
        sources.remove(TENANT, "watched");
        if (exporter != null) {
            exporter.stop(0);
        }
        if (postgres != null) {
            postgres.close();
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        for (var each : open) {
            each.close();
        }
    }

    @Test
    void everythingThatIsMissingOnAPostgresqlIsHadByWhatIsPrinted() throws Exception {
        directory = Files.createTempDirectory("reported");
        startPostgres(0);
        sql(postgres.getPostgresDatabase(), "CREATE DATABASE \"odd shop\"");
        sql(postgres.getPostgresDatabase(), "CREATE ROLE \"Odd \"\"one\"\"\" LOGIN");
        // what somebody left there before
        sql(
                shop(),
                "CREATE ROLE stranger; CREATE SCHEMA opscope_host AUTHORIZATION stranger; SET ROLE stranger;"
                        + "CREATE FUNCTION opscope_host.figures() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        var tunnel = new SlowLine(postgres.getPort());
        open.add(tunnel);
        sources.add("watched", TENANT, tunnel.port(), "odd shop", "Odd \"one\"");
        var before = missing();
        assertTrue(before.keySet().containsAll(MACHINE), before.toString());
        assertTrue(before.containsKey("access logs"), before.toString());
        var done = follow(this::doOnPostgres);
        assertTrue(done.contains("GRANT pg_monitor TO \"Odd \"\"one\"\"\";"), done.toString());
        assertTrue(
                done.stream()
                        .anyMatch(remedy -> remedy.startsWith("psql -d 'odd shop' -c 'DROP SCHEMA opscope_host CASCADE'"
                                + " -f deploy/postgresql/host-figures.sql")),
                done.toString());
        // what a server could not tell is asked again when the watch signs in, once a minute
        sql(
                postgres.getPostgresDatabase(),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'Odd \"one\"'");
        sql(postgres.getPostgresDatabase(), "CREATE ROLE scripted LOGIN");
        signIn();
        assertTheRoomsWork("sql", "sql", "sql");
    }

    @Test
    void everythingThatIsMissingOnAMariaDbIsHadByWhatIsPrinted() throws Exception {
        assumeTrue(DebianMariaDb.isHere(), DebianMariaDb.MISSING);
        // what no statement changes is as the report would have it
        var server = new DebianMariaDb(Map.of("UMASK", "0664"), "--performance-schema=ON");
        open.add(server);
        sql(server.keeper(), "CREATE USER opscope_watch@'127.0.0.1'");
        sql(server.keeper(), "CREATE TABLE ware (id int)");
        sql(server.keeper(), "GRANT SELECT ON shop.ware TO opscope_watch@'127.0.0.1'");
        sql(server.keeper(), "CREATE USER scripted@'127.0.0.1'");
        sql(server.keeper(), "GRANT SELECT ON shop.ware TO scripted@'127.0.0.1'");
        var tunnel = new SlowLine(server.port());
        open.add(tunnel);
        sources.add("watched", TENANT, "mariadb", tunnel.port(), DebianMariaDb.DATABASE, "opscope_watch");
        var before = missing();
        assertTrue(before.keySet().containsAll(MACHINE), before.toString());
        assertTrue(before.containsKey("access logs"), before.toString());
        var done = follow(remedy -> doOnMariaDb(server, remedy));
        assertTrue(done.contains("GRANT PROCESS ON *.* TO 'opscope_watch'@'127.0.0.1';"), done.toString());
        assertTrue(done.stream().anyMatch(remedy -> remedy.startsWith("INSTALL SONAME 'disks';")), done.toString());
        assertTrue(
                done.stream().anyMatch(remedy -> remedy.startsWith("INSTALL SONAME 'server_audit';")), done.toString());
        // as are privileges, which are those of the sign-in
        sql(server.keeper(), "KILL USER opscope_watch");
        var as = (com.mysql.cj.jdbc.MysqlDataSource) server.keeper();
        as.setUser("scripted");
        await().atMost(PATIENCE).untilAsserted(() -> {
            sql(as, "SELECT * FROM ware");
            accessLogs().body("data.user", hasItem("scripted"));
        });
        assertTheRoomsWork("node_exporter", "node_exporter", "disks");
    }

    private void assertTheRoomsWork(String cpu, String memory, String disk) {
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .config(RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .get("/api/performance/data-sources")
                .then()
                .statusCode(200)
                .rootPath("data[0].metrics")
                .body("cpu", notNullValue())
                .body("memory", notNullValue())
                .body("disk", closeTo(diskPercent(), 2))
                .body("from.cpu", startsWith(cpu))
                .body("from.memory", startsWith(memory))
                .body("from.disk", equalTo(disk)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> accessLogs().body("unavailable", empty()).body("data.user", hasItem("scripted")));
    }

    private ValidatableResponse accessLogs() {
        return as("viewer")
                .get("/api/performance/data-sources/watched/access-logs")
                .then()
                .statusCode(200);
    }

    /** Does what the report prints, one after the other, until nothing is missing; tells what that was. */
    private Set<String> follow(Administrator administrator) throws Exception {
        var done = new LinkedHashSet<String>();
        for (var missing = missing(); !missing.isEmpty(); missing = missing()) {
            var first = missing.entrySet().iterator().next();
            assertTrue(done.add(first.getValue()), "Did not help: " + first);
            administrator.does(OTHER_WAYS.matcher(first.getValue()).replaceFirst(""));
            await().atMost(PATIENCE)
                    .until(() -> !first.getValue().equals(missing().get(first.getKey())));
        }
        return done;
    }

    /** What is missing, and what is to be done about it. */
    private Map<String, String> missing() throws IOException {
        var answer = JSON.readTree(as("admin")
                .post("/api/v1/data-sources/watched/test")
                .then()
                .statusCode(200)
                .body("data.ok", equalTo(true))
                .extract()
                .asString());
        var missing = new LinkedHashMap<String, String>();
        for (var privilege : answer.at("/data/privileges")) {
            if (!privilege.get("works").asBoolean()) {
                assertFalse(privilege.get("missing").asText().isBlank());
                missing.put(
                        privilege.get("what").asText(), privilege.get("remedy").asText());
            }
        }
        return missing;
    }

    private void doOnPostgres(String remedy) throws Exception {
        var script = SCRIPT.matcher(remedy);
        if (script.matches() && !Files.isExecutable(PSQL)) {
            // as it does
            sql(shop(), script.group(2) == null ? "" : script.group(2).replaceAll(" -c |'", ""));
            sql(shop(), Files.readString(Path.of("..", script.group(3))));
        } else if (remedy.startsWith("psql ") || remedy.startsWith("cd ")) {
            shell(remedy);
        } else {
            statements(shop(), remedy);
        }
        if (remedy.endsWith("-- then restart the server")) {
            var port = postgres.getPort();
            postgres.close();
            startPostgres(port);
        }
    }

    private void doOnMariaDb(DebianMariaDb server, String remedy) throws Exception {
        var patch = PATCH.matcher(remedy);
        if (patch.matches()) {
            var address = "127.0.0.1:" + export();
            as("admin")
                    .contentType("application/json")
                    .body(patch.group(2).replace("HOST:9100", address))
                    .patch(patch.group(1))
                    .then()
                    .statusCode(200);
        } else {
            statements(server.keeper(), remedy);
        }
    }

    /** One statement after the other, as a client at a terminal sends them. */
    private static void statements(DataSource database, String line) throws SQLException {
        for (var statement : line.replaceFirst("-- .*", "").split(";")) {
            if (!statement.isBlank()) {
                sql(database, statement);
            }
        }
    }

    private static void sql(DataSource database, String text) throws SQLException {
        try (var session = database.getConnection();
                var statement = session.createStatement()) {
            statement.execute(text);
        }
    }

    private void shell(String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", command)
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        PSQL.getParent() + ":" + System.getenv("PATH"),
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        String.valueOf(postgres.getPort()),
                        "PGUSER",
                        "postgres"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private void startPostgres(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("listen_addresses", "127.0.0.1");
        postgres = (port == 0 ? builder : builder.setPort(port)).start();
    }

    private DataSource shop() {
        return postgres.getDatabase("postgres", "odd shop");
    }

    private void signIn() throws SQLException {
        try (var session = postgres.getDatabase("scripted", "postgres").getConnection()) {
            session.createStatement().execute("SELECT 1");
        }
    }

    /** A node_exporter of the machine; where it listens. */
    private int export() throws IOException {
        var asked = new AtomicInteger();
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        exporter.createContext("/metrics", exchange -> {
            var times = asked.incrementAndGet();
            var figures = ("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} %d\n"
                            + "node_cpu_seconds_total{cpu=\"0\",mode=\"user\"} %d\n"
                            + "node_memory_MemTotal_bytes 4e+09\nnode_memory_MemAvailable_bytes 1e+09\n")
                    .formatted(100 + 3 * times, 100 + times)
                    .getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, figures.length);
                exchange.getResponseBody().write(figures);
            }
        });
        exporter.start();
        return exporter.getAddress().getPort();
    }

    /** Of where both servers' data is, as df counts. */
    private static double diskPercent() throws IOException {
        var store = Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")));
        var used = (double) store.getTotalSpace() - store.getUnallocatedSpace();
        return 100 * used / (used + store.getUsableSpace());
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", Tokens.bearer(TENANT, "ann", role));
    }

    private interface Administrator {
        void does(String remedy) throws Exception;
    }
}
