package io.opscope.monitoring.source;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.BlackHole;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Registers databases over HTTP; 127.0.0.1 and 10.20.0.0/16 may be called here. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SourcesResourceTest {

    private static final String ADDRESS = "/api/v1/data-sources";
    private static final String PASSWORD = "for tests only";

    @Inject
    SourceStore store;

    @Inject
    Credentials credentials;

    private final List<SourceKey> made = new ArrayList<>();

    @AfterEach
    void removeWhatWasMade() {
        for (var i = made.size() - 1; i >= 0; i--) {
            store.remove(made.get(i));
        }
    }

    @Test
    void theNodeExporterOfTheMachineIsAFieldThatLeadsNowhereElse() {
        var id = created(with(
                shop(),
                Map.of(
                        "node_exporter",
                        "http://10.20.0.7:9100/metrics",
                        "node_exporter_mountpoint",
                        "/var/lib/postgresql")));
        one(id).body("data.node_exporter", equalTo("http://10.20.0.7:9100/metrics"))
                .body("data.node_exporter_mountpoint", equalTo("/var/lib/postgresql"));
        patched(id, Map.of("node_exporter", "http://10.20.0.8:9100")).body("data.password_set", equalTo(true));
        patched(id, Map.of("node_exporter", "", "node_exporter_mountpoint", ""))
                .body("data.node_exporter", nullValue());
        for (var address : List.of(
                "http://10.20.0.7:80/metrics",
                "http://10.20.0.7/metrics",
                "http://169.254.169.254:9100/latest/meta-data",
                "http://[::ffff:169.254.169.254]:9100/",
                "http://0x7f000001:9100/",
                "http://2130706433:9100/",
                "http://8.8.8.8:9100/metrics",
                "http://user@10.20.0.7:9100/metrics",
                "http://10.20.0.7:9100/metrics?collect[]=cpu",
                "http://10.20.0.7:9100/metrics#cpu",
                "http://10.20.0.7:9100/../etc",
                "http://10.20.0.7:9100\r\nHost: evil/",
                "file:///proc/stat",
                "gopher://10.20.0.7:9100/",
                "//10.20.0.7:9100/",
                "10.20.0.7:9100",
                "http://10.20.0.7:99999/",
                "http://" + "a".repeat(600) + ":9100/")) {
            as("default")
                    .contentType("application/json")
                    .body(with(shop(), Map.of("node_exporter", address)))
                    .post(ADDRESS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        as("default")
                .contentType("application/json")
                .body(with(shop(), Map.of("node_exporter_mountpoint", "/")))
                .post(ADDRESS)
                .then()
                .statusCode(400)
                .body("parameter", equalTo("node_exporter_mountpoint"));
    }

    @Test
    void aSourceIsRegisteredShownChangedAndRemoved() {
        var id = created(shop());
        one(id).statusCode(200)
                .body("status", equalTo("success"))
                .body("data.id", equalTo(id))
                .body("data.name", equalTo("shop"))
                .body("data.type", equalTo("postgresql"))
                .body("data.host", equalTo("127.0.0.1"))
                .body("data.port", equalTo(port()))
                .body("data.database", equalTo("postgres"))
                .body("data.username", equalTo("opscope_monitor"))
                .body("data.password_set", is(true))
                .body("data.tls", equalTo("prefer"))
                .body("data.own", is(false));
        patched(id, Map.of("name", "another")).statusCode(200).body("data.name", equalTo("another"));
        as("default").get(ADDRESS).then().statusCode(200).body("data.id", hasItems("opscope", id));
        removed(id).statusCode(204);
        one(id).statusCode(404).body("type", equalTo("/problems/unknown-data-source"));
        removed(id).statusCode(404);
        patched(id, Map.of("name", "late")).statusCode(404);
    }

    @Test
    void everyAddressAndEveryOptionThatMeansMoreIsRefusedAndNothingOfItIsKept() {
        var payloads = Payloads.all();
        assertTrue(payloads.size() >= 500, payloads.size() + " of them");
        var before = as("default").get(ADDRESS).then().extract().asString();
        var taken = new ArrayList<Object>();
        for (var payload : payloads) {
            var answer = as("default")
                    .contentType("application/json")
                    .body(with(shop(), payload))
                    .post(ADDRESS)
                    .then()
                    .extract();
            if (answer.statusCode() != 400 || !answer.contentType().startsWith("application/problem+json")) {
                taken.add(answer.statusCode() + " " + payload);
            }
        }
        assertEquals(List.of(), taken);
        assertEquals(before, as("default").get(ADDRESS).then().extract().asString());
        var id = created(shop());
        for (var payload : payloads.subList(0, 100)) {
            patched(id, payload).statusCode(400);
        }
    }

    @Test
    void whoIsRefusedAHostIsToldWhichSettingWouldLetItIn() {
        as("default")
                .contentType("application/json")
                .body(with(shop(), Map.of("host", "10.99.0.1")))
                .post(ADDRESS)
                .then()
                .statusCode(400)
                .body("parameter", is("host"))
                .body("allowed", containsString("OPSCOPE_SOURCES_HOSTS"));
    }

    @Test
    void namesAreAskedForWhenTheyAreCalledAndNotBefore() {
        for (var host : List.of("nowhere.invalid", "metadata.invalid")) {
            assertNoConnection(created(with(shop(), Map.of("host", host))));
        }
    }

    @Test
    void whyNoConnectionIsMadeShowsNeitherInWordsNorInTime() throws IOException {
        int closed;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = taken.getLocalPort();
        }
        var said = new TreeSet<String>();
        var took = new ArrayList<Long>();
        try (var silent = new BlackHole();
                var rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            daemon(rude);
            for (var change : List.<Map<String, Object>>of(
                    Map.of("port", closed),
                    Map.of("port", silent.port()),
                    Map.of("port", rude.getLocalPort()),
                    Map.of("host", "nowhere.invalid"),
                    Map.of("tls", "verify"))) {
                var id = created(with(shop(), change));
                var begun = System.nanoTime();
                said.add(assertNoConnection(id));
                took.add((System.nanoTime() - begun) / 1_000_000);
            }
        }
        assertEquals(1, said.size(), said.toString());
        assertThat(took, everyItem(greaterThanOrEqualTo(1_200L)));
        assertThat(took, everyItem(lessThan(2_200L)));
        assertTrue(!said.first().contains("127."), said.first());
    }

    @Test
    void aTestTellsWhatTheRoleMayReadAndTheExactGrant() throws SQLException {
        tested(created(shop()))
                .body("data.ok", is(true))
                .body("data.error", nullValue())
                .body("data.server", startsWith("PostgreSQL 17"))
                .body("data.encrypted", is(false))
                .body("data.privileges.findAll { it.what != 'access logs' }.works", everyItem(is(true)))
                .body("data.privileges.what", hasItems("connections", "slow queries", "cpu of its machine"))
                .body(
                        "data.privileges.find { it.what == 'access logs' }.remedy",
                        startsWith("ALTER SYSTEM SET logging_collector = on;"));
        run("DROP ROLE IF EXISTS \"Odd Role\"", "CREATE ROLE \"Odd Role\" LOGIN");
        tested(created(with(shop(), Map.of("username", "Odd Role"))))
                .body("data.ok", is(true))
                .body("data.privileges.find { it.what == 'connections' }.works", is(false))
                .body(
                        "data.privileges.find { it.what == 'connections' }.remedy",
                        equalTo("GRANT pg_monitor TO \"Odd Role\";"));
        run(
                "CREATE SCHEMA IF NOT EXISTS \"Odd Mart\"",
                "CREATE TABLE IF NOT EXISTS \"Odd Mart\".orders (\"loaded at\" timestamptz)");
        var parent = created(with(shop(), Map.of("username", "Odd Role")));
        tested(created(with(mart(parent), Map.of("schema", "Odd Mart"))))
                .body(
                        "data.privileges.find { it.what == 'freshness' }.remedy",
                        equalTo("GRANT USAGE ON SCHEMA \"Odd Mart\" TO \"Odd Role\"; GRANT SELECT (\"loaded at\") ON"
                                + " \"Odd Mart\".\"orders\" TO \"Odd Role\";"));
        tested(created(with(shop(), Map.of("database", "no_such"))))
                .body("data.ok", is(false))
                .body("data.error", containsString("no such database"))
                .body("data.remedy", not(blankOrNullString()));
    }

    @Test
    void anotherServerAnotherWayOrAnotherUserForgetsThePassword() {
        for (var change : List.<Map<String, Object>>of(
                Map.of("host", "10.20.0.7"),
                Map.of("port", 5433),
                Map.of("tls", "disable"),
                Map.of("username", "somebody"),
                Map.of("type", "mysql"))) {
            var id = created(shop());
            patched(id, Map.of("name", "renamed", "database", "template1")).body("data.password_set", is(true));
            patched(id, change).statusCode(200).body("data.password_set", is(false));
        }
        patched(created(shop()), Map.of("port", 5433, "password", "new one")).body("data.password_set", is(true));
    }

    @Test
    void aPasswordIsOpenedForItsOwnSourceOnly() {
        var one = store.find(key(created(shop()))).orElseThrow();
        var two = store.find(key(created(shop()))).orElseThrow();
        assertEquals(PASSWORD, credentials.passwordOf(one.asSource(one)).orElseThrow());
        two.sealed = one.sealed;
        assertThrows(PasswordLostException.class, () -> credentials.passwordOf(two.asSource(two)));
        one.tenant = "elsewhere";
        assertThrows(PasswordLostException.class, () -> credentials.passwordOf(one.asSource(one)));
    }

    @Test
    void aPasswordIsNeverFoundAgain() throws SQLException {
        var canary = "canary-" + UUID.randomUUID();
        var logged = new StringBuilder();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.append(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listener);
        var answers = new StringBuilder();
        try {
            for (var type : List.of("postgresql", "mysql")) {
                var answer = as("default")
                        .contentType("application/json")
                        .body(with(shop(), Map.of("type", type, "password", canary, "username", "somebody")))
                        .post(ADDRESS)
                        .then()
                        .statusCode(201);
                var id = answer.extract().<String>path("data.id");
                made.add(key(id));
                answers.append(answer.extract().asString());
                answers.append(one(id).extract().asString());
                answers.append(tested(id).extract().asString());
                answers.append(patched(id, Map.of("name", "n")).extract().asString());
                answers.append(
                        patched(id, Map.of("password", canary + "\0")).extract().asString());
                answers.append(patched(id, Map.of("password", canary.repeat(100)))
                        .extract()
                        .asString());
                answers.append(patched(id, Map.of("port", "x", "password", canary))
                        .extract()
                        .asString());
                answers.append(patched(id, Map.of("host", "?", "password", canary))
                        .extract()
                        .asString());
                answers.append(as("default").get(ADDRESS).asString());
                answers.append(
                        as("default").get("/api/performance/data-sources").asString());
                answers.append(as("default")
                        .get("/api/performance/data-sources/" + id + "/active-queries")
                        .asString());
            }
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertThat(answers.length(), greaterThanOrEqualTo(1_000));
        assertThat(answers.toString(), not(containsString(canary)));
        assertThat(logged.toString(), not(containsString(canary)));
        assertThat(dump(), not(containsString(canary)));
        assertThat(dump(), containsString("somebody"));
    }

    @Test
    void anotherTenantsSourceIsNotThereAndItsIdIsFree() {
        var id = "both-" + UUID.randomUUID();
        created(with(shop(), Map.of("id", id)));
        as("elsewhere").get(ADDRESS + "/" + id).then().statusCode(404);
        as("elsewhere")
                .contentType("application/json")
                .body(Map.of("name", "mine now"))
                .patch(ADDRESS + "/" + id)
                .then()
                .statusCode(404);
        as("elsewhere").post(ADDRESS + "/" + id + "/test").then().statusCode(404);
        as("elsewhere").delete(ADDRESS + "/" + id).then().statusCode(404);
        as("elsewhere")
                .contentType("application/json")
                .body(with(shop(), Map.of("id", id, "name", "theirs")))
                .post(ADDRESS)
                .then()
                .statusCode(201);
        made.add(new SourceKey("elsewhere", id));
        one(id).body("data.name", equalTo("shop"));
        as("elsewhere").get(ADDRESS + "/" + id).then().body("data.name", equalTo("theirs"));
        as("default")
                .contentType("application/json")
                .body(with(shop(), Map.of("id", id)))
                .post(ADDRESS)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/data-source-exists"));
        as("elsewhere").delete(ADDRESS + "/" + id).then().statusCode(204);
        one(id).statusCode(200);
    }

    @Test
    void aMartIsASchemaOfASourceWithARule() {
        var parent = created(shop());
        var mart = created(mart(parent));
        one(mart)
                .body("data.type", equalTo("mart"))
                .body("data.source", equalTo(parent))
                .body("data.schema", equalTo("sales"))
                .body("data.freshness.table", equalTo("orders"))
                .body("data.freshness.column", equalTo("loaded at"))
                .body("data.freshness.max_age", equalTo("PT1H"))
                .body("data.host", nullValue())
                .body("data.tls", nullValue());
        patched(mart, Map.of("freshness", Map.of("max_age", "PT2H")))
                .statusCode(200)
                .body("data.freshness.max_age", equalTo("PT2H"))
                .body("data.freshness.table", equalTo("orders"));
        removed(parent).statusCode(409).body("type", equalTo("/problems/data-source-in-use"));
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("source", "nothing"),
                Map.of("source", mart),
                Map.of("schema", "a\"b"),
                Map.of("schema", "a.b"),
                Map.of("host", "127.0.0.1"),
                Map.of("password", "x"),
                Map.of("freshness", Map.of("table", "orders", "column", "x;y", "max_age", "PT1H")),
                Map.of("freshness", Map.of("table", "orders", "column", "x", "max_age", "PT1S")),
                Map.of("freshness", Map.of("table", "orders", "column", "x", "max_age", "an hour")),
                Map.of("freshness", Map.of("table", "orders", "column", "x")))) {
            as("default")
                    .contentType("application/json")
                    .body(with(mart(parent), wrong))
                    .post(ADDRESS)
                    .then()
                    .statusCode(400);
        }
        patched(parent, Map.of("type", "mart")).statusCode(400);
        tested(mart)
                .body("data.ok", is(true))
                .body("data.privileges.find { it.what == 'freshness' }.works", is(false))
                .body("data.privileges.what", not(hasItem("access logs")));
        removed(mart).statusCode(204);
        removed(parent).statusCode(204);
    }

    @Test
    void theSuitesOwnDatabaseIsNeitherChangedNorRemoved() {
        patched("opscope", Map.of("name", "mine"))
                .statusCode(409)
                .body("type", equalTo("/problems/data-source-configured"));
        removed("opscope").statusCode(409);
        tested("opscope").body("data.ok", is(true));
    }

    @Test
    void ofManyChangesAtOnceNoneIsLostUnseen() throws InterruptedException {
        var id = created(shop());
        var statuses = java.util.Collections.synchronizedList(new ArrayList<Integer>());
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 8; i++) {
            var name = "name " + i;
            var thread = new Thread(() ->
                    statuses.add(patched(id, Map.of("name", name)).extract().statusCode()));
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(statuses, hasItem(200));
        assertThat(statuses, everyItem(org.hamcrest.Matchers.oneOf(200, 409)));
        assertEquals(
                1 + statuses.stream().filter(status -> status == 200).count(),
                store.find(key(id)).orElseThrow().edition);
    }

    private String assertNoConnection(String id) {
        return tested(id)
                .body("data.ok", is(false))
                .body("data.error", equalTo("No connection to the source could be made"))
                .body("data.privileges.size()", is(0))
                .extract()
                .asString();
    }

    private String created(Map<String, Object> source) {
        var id = as("default")
                .contentType("application/json")
                .body(source)
                .post(ADDRESS)
                .then()
                .statusCode(201)
                .extract()
                .<String>path("data.id");
        made.add(key(id));
        return id;
    }

    private static ValidatableResponse one(String id) {
        return as("default").get(ADDRESS + "/" + id).then();
    }

    private static ValidatableResponse patched(String id, Map<String, Object> change) {
        return as("default")
                .contentType("application/json")
                .body(change)
                .patch(ADDRESS + "/" + id)
                .then();
    }

    private static ValidatableResponse removed(String id) {
        return as("default").delete(ADDRESS + "/" + id).then();
    }

    private static ValidatableResponse tested(String id) {
        return as("default").post(ADDRESS + "/" + id + "/test").then().statusCode(200);
    }

    private static io.restassured.specification.RequestSpecification as(String tenant) {
        return given().header("Authorization", Tokens.bearer(tenant, "ann", "admin"));
    }

    private static SourceKey key(String id) {
        return new SourceKey("default", id);
    }

    private static Map<String, Object> shop() {
        return Map.of(
                "name", "shop",
                "type", "postgresql",
                "host", "127.0.0.1",
                "port", port(),
                "database", "postgres",
                "username", "opscope_monitor",
                "password", PASSWORD);
    }

    private static Map<String, Object> mart(String parent) {
        return Map.of(
                "name",
                "sales mart",
                "type",
                "mart",
                "source",
                parent,
                "schema",
                "sales",
                "freshness",
                Map.of("table", "orders", "column", "loaded at", "max_age", "PT1H"));
    }

    private static Map<String, Object> with(Map<String, Object> source, Map<String, Object> change) {
        var changed = new HashMap<>(source);
        changed.putAll(change);
        return changed;
    }

    private static int port() {
        return ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
    }

    private static void run(String... statements) throws SQLException {
        try (var session = Superuser.of("public").getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }

    /** Everything in the service's schema, as text, bytes both as they are and as letters. */
    private static String dump() throws SQLException {
        var all = new StringBuilder();
        try (var session = Superuser.of("monitoring").getConnection()) {
            var tables = session.createStatement()
                    .executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = 'monitoring'");
            while (tables.next()) {
                var rows = session.createStatement()
                        .executeQuery("SELECT t::text FROM monitoring.\"" + tables.getString(1) + "\" t");
                while (rows.next()) {
                    all.append(rows.getString(1)).append('\n');
                }
            }
            var sealed = session.createStatement()
                    .executeQuery("SELECT encode(sealed, 'escape') FROM data_source WHERE sealed IS NOT NULL");
            while (sealed.next()) {
                all.append(sealed.getString(1)).append('\n');
            }
        }
        return all.toString();
    }

    /** Answers whoever calls with something that no database says. */
    private static void daemon(ServerSocket door) {
        var thread = new Thread(() -> {
            while (!door.isClosed()) {
                try (var caller = door.accept()) {
                    caller.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
