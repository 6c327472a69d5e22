package io.opscope.monitoring;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianMysql;
import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.Session;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that the service tells, told of a real MySQL. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MysqlFlowTest {

    /** What can be given to an account; the log of who did what is none of this server's. */
    private static final String GIVEN = "data.privileges.findAll { it.what != 'access logs' }";

    private static final String TENANT = "of-mysql";
    private static final String SOURCES = "/api/v1/data-sources/";
    private static final String WORD = "s3cret-of-the-flow";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static DebianMysql server;

    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void start() throws SQLException {
        if (!DebianMysql.isInstalled()) {
            return;
        }
        server = new DebianMysql("--performance-schema-digests-size=300");
        run(
                "CREATE TABLE orders (id int PRIMARY KEY, customer int, loaded_at datetime(3))",
                "INSERT INTO orders VALUES (1, 7, utc_timestamp(3)), (2, 7, utc_timestamp(3) - INTERVAL 3 HOUR)",
                "CREATE USER opscope_watch@'%' IDENTIFIED BY '" + WORD + "'",
                "GRANT PROCESS ON *.* TO opscope_watch@'%'",
                "GRANT SELECT ON performance_schema.* TO opscope_watch@'%'",
                "GRANT SELECT ON shop.* TO opscope_watch@'%'");
    }

    /** Here and not before all of them: each then says why it was left out. */
    @BeforeEach
    void leaveOut() {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void removeWhatWasMade() {
        for (var i = made.size() - 1; i >= 0; i--) {
            as().delete(SOURCES + made.get(i)).then().statusCode(204);
        }
    }

    @Test
    void anAccountSignsInWhereItsPasswordIsSafeAndIsToldWhyElsewhere() throws Exception {
        run("FLUSH PRIVILEGES");
        var id = created(with(Map.of("tls", "disable")));
        tested(id)
                .body("data.ok", is(false))
                .body("data.error", containsString("over an encrypted connection only"))
                .body("data.error", containsString("no password was sent"))
                .body("data.remedy", containsString("tls to verify"));
        tested(created(with(Map.of("tls", "require"))))
                .body("data.ok", is(true))
                .body("data.encrypted", is(true))
                .body("data.server", startsWith("MySQL "))
                .body(GIVEN + ".works", everyItem(is(true)))
                .body(
                        "data.privileges.find { it.what == 'access logs' }.remedy",
                        containsString("performance_schema.error_log"));
        tested(created(with(Map.of("password", "wrong"))))
                .body("data.ok", is(false))
                .body("data.error", equalTo("The server refused the sign-in"));
        var own = Files.readString(server.data().resolve("server-cert.pem"));
        tested(created(with(Map.of("tls", "verify", "tls_ca", own)))).body("data.ok", is(true));
        var authority = Files.readString(server.data().resolve("ca.pem"));
        tested(created(with(Map.of("tls", "verify", "tls_ca", authority))))
                .body("data.error", equalTo("No connection to the source could be made"));
    }

    @Test
    void whatAnAccountMayNotReadIsThereOnceTheStatementsThatAreToldHaveBeenRun() throws SQLException {
        run("CREATE USER newcomer@'%' IDENTIFIED BY '" + WORD + "'", "GRANT EVENT ON shop.* TO newcomer@'%'");
        var id = created(with(Map.of("username", "newcomer")));
        List<String> remedies = tested(id)
                .body("data.privileges.find { it.what == 'size' }.works", is(false))
                .extract()
                .path(GIVEN + ".findAll { !it.works }.remedy");
        assertThat(remedies, everyItem(startsWith("GRANT ")));
        assertThat(remedies.size(), equalTo(3));
        run(remedies.toArray(String[]::new));
        tested(id).body(GIVEN + ".works", everyItem(is(true)));
    }

    @Test
    void itsHealthIsToldWithEveryFigureOrWhyThereIsNone() {
        var id = created(shop());
        var row = "data.find { it.id == '" + id + "' }.";
        await().atMost(PATIENCE).untilAsserted(() -> told("").body(row + "status", equalTo("healthy"))
                .body(row + "type", equalTo("mysql"))
                .body(row + "uptimeSeconds", greaterThanOrEqualTo(0))
                .body(row + "responseTime", greaterThan(0f))
                .body(row + "connections", greaterThanOrEqualTo(1))
                .body(row + "connectionLimit", equalTo(151))
                .body(row + "errors", equalTo(0))
                .body(row + "databaseSizeBytes", greaterThan(10_000))
                .body(row + "metrics.queries", greaterThan(0f))
                .body(row + "metrics.from.cpu", startsWith("proc"))
                .body(row + "metrics.from.memory", startsWith("proc"))
                .body(row + "metrics.from.disk", equalTo("proc"))
                .body(row + "unavailable.remedy", everyItem(not(emptyString()))));
    }

    @Test
    void whoWaitsForWhomIsATreeOfLocksOfBothKinds() throws Exception {
        var id = created(shop());
        try (var holder = session().runs("UPDATE orders SET customer = 8 WHERE id = 1");
                var waiter = session().waits("UPDATE orders SET customer = 9 WHERE id = 1")) {
            await().atMost(PATIENCE).untilAsserted(() -> told("/" + id + "/active-queries")
                    .body("unavailable", empty())
                    .body(of(waiter) + "query", equalTo("UPDATE orders SET customer = 9 WHERE id = 1"))
                    .body(of(waiter) + "user", equalTo("keeper"))
                    .body(of(waiter) + "blockedBy.queryId", equalTo(List.of(holder.id()))));
            try (var alter = session().waits("ALTER TABLE orders ADD COLUMN note text");
                    var late = awaitAfter(id, alter, "SELECT count(*) FROM orders")) {
                await().atMost(PATIENCE).untilAsserted(() -> told("/" + id + "/active-queries")
                        .body(of(late) + "blockedBy.queryId", equalTo(List.of(alter.id())))
                        .body(of(late) + "blockedBy[0].query", startsWith("ALTER TABLE"))
                        .body(of(late) + "blockedBy[0].blockedBy.queryId", hasItem(holder.id()))
                        .body(
                                of(late) + "blockedBy[0].blockedBy.find { it.queryId == '" + holder.id() + "' }.state",
                                equalTo("idle in transaction"))
                        .body(of(alter) + "blocking", hasItem(late.id())));
            }
        }
    }

    /** One that begins to wait when another does already. */
    private Session awaitAfter(String id, Session first, String statement) throws SQLException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> told("/" + id + "/active-queries").body(of(first) + "blockedBy", not(empty())));
        return session().waits(statement);
    }

    @Test
    void slowStatementsAreCountedBetweenReadingsOverAnEmptiedTableAndOneWithoutRoom() throws Exception {
        run("CREATE DATABASE SHOP", "CREATE TABLE SHOP.orders (id int)", "INSERT INTO SHOP.orders VALUES (1)");
        var id = created(shop());
        await().atMost(PATIENCE)
                .untilAsserted(() -> slow(id).body("unavailable", empty()).body("degraded", is(false)));
        run("SELECT *, sleep(0.1) FROM orders", "USE SHOP", "SELECT *, sleep(0.1) FROM orders");
        var row = "data.find { it.query == 'SELECT * , `sleep` (?) FROM `orders`' }.";
        await().atMost(PATIENCE).untilAsserted(() -> slow(id).body(row + "calls", equalTo(1))
                .body(row + "executionTime", greaterThanOrEqualTo(200f))
                .body(row + "rowsScanned", equalTo(2))
                .body(row + "rowsReturned", equalTo(2))
                .body(row + "recommendation", containsString("SELECT *"))
                .body(row + "recommendation", containsString("No WHERE"))
                .body(row + "optimization", nullValue())
                .body(
                        row + "unavailable.find { it.field == 'optimization' }.reason",
                        containsString("cannot plan with an index that is not there"))
                .body(row + "unavailable.remedy", everyItem(not(containsString("BUFFERS"))))
                .body(row + "unavailable.remedy", everyItem(not(emptyString()))));
        run(
                "TRUNCATE TABLE performance_schema.events_statements_summary_by_digest",
                "SELECT *, sleep(0.1) FROM orders");
        run(IntStream.range(0, 350).mapToObj(i -> "SELECT 1 AS c" + i).toArray(String[]::new));
        await().atMost(PATIENCE).untilAsserted(() -> slow(id).body(row + "calls", equalTo(2))
                .body("unavailable[0].reason", containsString("had no room for all statements"))
                .body("unavailable[0].remedy", containsString("performance_schema_digests_size")));
        run("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest");
    }

    @Test
    void whoSignsInIsNotToldAndNoPlugInIsProposedThatThereIsNone() {
        var id = created(shop());
        await().atMost(PATIENCE).untilAsserted(() -> told("/" + id + "/access-logs")
                .body("data", empty())
                .body("unavailable.reason", hasItem(containsString("community edition has no audit plug-in")))
                .body("unavailable.remedy", hasItem(containsString("log_error_verbosity = 3")))
                .body("unavailable.remedy", everyItem(not(containsString("server_audit")))));
    }

    @Test
    void aMartIsAsOldAsItsNewestRow() throws SQLException {
        var id = created(shop());
        var mart = created(Map.of(
                "name",
                "mart of mysql",
                "type",
                "mart",
                "source",
                id,
                "schema",
                "shop",
                "freshness",
                Map.of("table", "orders", "column", "loaded_at", "max_age", "PT1H")));
        var row = "data.find { it.id == '" + mart + "' }.";
        tested(mart).body("data.privileges.find { it.what == 'freshness' }.works", is(true));
        await().atMost(PATIENCE).untilAsserted(() -> told("").body(row + "status", equalTo("healthy"))
                .body(row + "freshness.ageSeconds", lessThan(600)));
        run("UPDATE orders SET loaded_at = utc_timestamp(3) - INTERVAL 2 HOUR WHERE id = 1");
        await().atMost(PATIENCE).untilAsserted(() -> told("").body(row + "status", equalTo("degraded"))
                .body(row + "freshness.ageSeconds", greaterThan(7_000)));
        run("UPDATE orders SET loaded_at = utc_timestamp(3) WHERE id = 1");
    }

    @Test
    void aServerThatIsStoppedOrKilledIsDownAndBackAgain() throws IOException {
        var id = created(shop());
        awaitStatus(id, "healthy");
        Processes.signal("-STOP", List.of(server.process()));
        try {
            awaitStatus(id, "down");
        } finally {
            Processes.signal("-CONT", List.of(server.process()));
        }
        awaitStatus(id, "healthy");
        Processes.kill(List.of(server.process()));
        awaitStatus(id, "down");
        server.restart();
        awaitStatus(id, "healthy");
        told("").body("data.find { it.id == '" + id + "' }.errors", greaterThan(0));
    }

    private static void awaitStatus(String id, String status) {
        await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).untilAsserted(() -> told("").body(
                        "data.find { it.id == '" + id + "' }.status", equalTo(status)));
    }

    private static ValidatableResponse slow(String id) {
        return told("/" + id + "/slow-queries?minMs=0&minutes=5").body("readAt", notNullValue());
    }

    private static ValidatableResponse told(String path) {
        return as().get("/api/performance/data-sources" + path).then().statusCode(200);
    }

    private static String of(Session session) {
        return "data.find { it.queryId == '" + session.id() + "' }.";
    }

    private static Session session() throws SQLException {
        return new Session(server.keeper(), "SELECT connection_id()");
    }

    private String created(Map<String, Object> source) {
        var id = as().contentType("application/json")
                .body(source)
                .post(SOURCES)
                .then()
                .statusCode(201)
                .extract()
                .<String>path("data.id");
        made.add(id);
        return id;
    }

    private static ValidatableResponse tested(String id) {
        return as().post(SOURCES + id + "/test").then().statusCode(200);
    }

    private static RequestSpecification as() {
        return given().header("Authorization", Tokens.bearer(TENANT, "ann", "admin"));
    }

    private static Map<String, Object> with(Map<String, Object> change) {
        var changed = new HashMap<>(shop());
        changed.putAll(change);
        return changed;
    }

    private static Map<String, Object> shop() {
        return Map.of(
                "name",
                "shop of mysql",
                "type",
                "mysql",
                "host",
                "127.0.0.1",
                "port",
                server.port(),
                "database",
                DebianMysql.DATABASE,
                "username",
                "opscope_watch",
                "password",
                WORD);
    }

    private static void run(String... statements) throws SQLException {
        try (var session = server.keeper().getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }
}
