package io.opscope.monitoring.accesslog;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianMariaDb;
import io.opscope.kit.testing.MariaDb;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real MariaDB, without its audit plug-in and with it. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ServerAuditTest {

    private static final String TENANT = "audited";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    TestSources sources;

    private AutoCloseable server;
    private Supplier<DataSource> keeper;

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            sources.remove(TENANT, "maria");
            server.close();
        }
    }

    @Test
    void whatIsAuditedIsToldExactlyOnceOverRotations() throws Exception {
        var port = start();
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            run(
                    "CREATE USER opscope_watch@'" + host + "'",
                    "CREATE USER scripted@'" + host + "' IDENTIFIED BY 'canary'");
            run("GRANT SELECT, CREATE, DROP ON shop.* TO scripted@'" + host + "'");
            run("GRANT SELECT ON shop.* TO opscope_watch@'" + host + "'");
        }
        sources.add("maria", TENANT, "mariadb", port, MariaDb.DATABASE, "opscope_watch");
        told("INSTALL SONAME 'server_audit'; SET GLOBAL server_audit_logging = ON;");
        assumeTrue(DebianMariaDb.isHere(), DebianMariaDb.MISSING);
        run(
                "INSTALL SONAME 'server_audit'",
                "SET GLOBAL server_audit_logging = ON",
                "SET GLOBAL server_audit_file_rotations = 20");
        told("GRANT FILE ON *.* TO 'opscope_watch'@'");
        run("GRANT FILE ON *.* TO opscope_watch@localhost", "GRANT FILE ON *.* TO opscope_watch@'127.0.0.1'");
        signInAnew();
        told("Environment=UMASK=0664");
        letRead();
        await().atMost(PATIENCE).untilAsserted(() -> access().body("unavailable", empty()));
        var expected = new TreeMap<String, Long>();
        for (var i = 0; i < 15; i++) {
            session(expected);
            run("SET GLOBAL server_audit_file_rotate_now = ON");
            // some looks fall between two rotations, and some rotations between two looks
            if (i % 3 == 2) {
                letRead();
            }
        }
        session(expected);
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expected, found()));
        access().body("unavailable", empty());
    }

    /** What Maven brings has no plug-ins. */
    private int start() {
        if (DebianMariaDb.isHere()) {
            var debian = new DebianMariaDb(Map.of());
            server = debian;
            keeper = debian::keeper;
            return debian.port();
        }
        var embedded = new MariaDb();
        server = embedded;
        keeper = embedded::keeper;
        return embedded.port();
    }

    private void session(Map<String, Long> expected) throws SQLException {
        try (var session = connect("canary").getConnection();
                var statement = session.createStatement()) {
            statement.execute("SELECT 'scripted one,\n two'");
            statement.execute("CREATE TABLE scripted (id int)");
            statement.execute("DROP TABLE scripted");
            fail(() -> statement.execute("SELECT scripted FROM nothing"));
            fail(() -> statement.execute("GRANT ALL ON shop.* TO scripted"));
        }
        fail(() -> connect("wrong").getConnection().close());
        expected.merge("LOGIN success", 1L, Long::sum);
        expected.merge("LOGIN failure", 1L, Long::sum);
        expected.merge("LOGOUT success", 1L, Long::sum);
        expected.merge("SCHEMA_CHANGE success", 2L, Long::sum);
        expected.merge("PRIVILEGE_CHANGE failure", 1L, Long::sum);
        expected.merge("QUERY_EXECUTION failure", 1L, Long::sum);
    }

    /** The driver's own statements succeed as well; how many there are is its own business. */
    private static Map<String, Long> found() {
        var found = new TreeMap<String, Long>();
        Sql.text("SELECT action || ' ' || status AS outcome, count(*) AS n FROM access_log"
                        + " WHERE tenant_id = :tenant AND user_name = 'scripted'"
                        + " AND NOT (action = 'QUERY_EXECUTION' AND status = 'success') GROUP BY 1")
                .on(Superuser.of("monitoring"))
                .set("tenant", TENANT)
                .list(row -> found.put(row.text("outcome"), row.integer("n")));
        return found;
    }

    /** Global privileges are those of the sign-in; the watch signs in once a minute by itself. */
    private void signInAnew() throws SQLException {
        for (var id : Sql.text("SELECT id FROM information_schema.processlist WHERE user = 'opscope_watch'")
                .on(keeper.get())
                .list(row -> row.integer("id"))) {
            run("KILL " + id);
        }
    }

    /** As UMASK=0664 would have it; the one that is written to last, for no other is looked for before it can be read. */
    private void letRead() throws Exception {
        var directory = Sql.text("SELECT @@datadir AS d")
                .on(keeper.get())
                .first(row -> row.text("d"))
                .orElseThrow();
        try (var all = Files.list(Path.of(directory))) {
            var logs = all.filter(file -> file.getFileName().toString().startsWith("server_audit.log"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (var log : logs) {
                Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-r--"));
            }
        }
    }

    private void told(String remedy) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> access().body("unavailable.remedy", hasItem(containsString(remedy))));
    }

    private static ValidatableResponse access() {
        return given().header("Authorization", Tokens.bearer(TENANT, "ann", "viewer"))
                .get("/api/performance/data-sources/maria/access-logs")
                .then()
                .statusCode(200);
    }

    private MysqlDataSource connect(String password) {
        var source = (MysqlDataSource) keeper.get();
        source.setUser("scripted");
        source.setPassword(password);
        return source;
    }

    private void run(String... statements) throws SQLException {
        try (var session = keeper.get().getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }

    private static void fail(Attempt attempt) {
        try {
            attempt.run();
            throw new AssertionError("It was let through");
        } catch (SQLException e) {
            assertEquals(5, e.getSQLState().length());
        }
    }

    private interface Attempt {
        void run() throws SQLException;
    }
}
