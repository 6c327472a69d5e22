package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.MAPPING;
import static io.opscope.metrics.connector.Copies.with;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Copies from a PostgreSQL of the user's own: another schema, another role. Pages have ten rows here. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ConnectorTest {

    private static final String PASSWORD = "s3cret-of-the-shop";

    @Inject
    DataSource db;

    @Inject
    Turns turns;

    @Inject
    ConnectorStore store;

    private final String schema =
            "shop_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Copies copies = new Copies();
    private final DataSource shop = Superuser.of(schema);

    @BeforeEach
    void aShop() {
        Copies.run(
                Superuser.of("public"),
                "CREATE SCHEMA " + schema,
                "CREATE TABLE " + schema + ".work (id bigint PRIMARY KEY, tool text, state int, begun timestamptz, cost"
                        + " numeric(12,4), colour text, touched timestamptz NOT NULL DEFAULT now())",
                "CREATE ROLE " + schema + " LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT USAGE ON SCHEMA " + schema + " TO " + schema,
                "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + schema);
    }

    @Test
    void everyRowIsCountedOnceHoweverOftenItIsRead() {
        addRows(1, 25, "now() - interval '1 minute'");
        var id = copies.created(work());
        copies.assertRun(id, 25, 0, 0, 0);
        copies.assertJobs(25, 25, "62.5");
        // all of them lie within the overlap of five minutes
        copies.assertRun(id, 25, 0, 25, 0);
        copies.assertJobs(25, 25, "62.5");
        copies.shown(id).body("state.rows_read", is(50)).body("state.last_watermark", notNullValue());
        assertRollupsEqualRecount();
    }

    @Test
    void onlyTheOverlapIsReadAgain() {
        addRows(1, 20, "now() - interval '2 hours'");
        addRows(21, 25, "now() - interval '10 minutes'");
        var id = copies.created(work());
        copies.assertRun(id, 25, 0, 0, 0);
        copies.assertRun(id, 25, 0, 5, 0);
    }

    @Test
    void aChangedRowReplacesWhatWasCountedOfIt() {
        addRows(1, 12, "now() - interval '1 minute'");
        var id = copies.created(work());
        copies.assertRun(id, 12, 0, 0, 0);
        Copies.run(shop, "UPDATE work SET state = 2, cost = 10, touched = now() WHERE id = 3");
        copies.assertRun(id, 12, 1, 11, 0);
        copies.assertJobs(12, 11, "37.5");
        assertRollupsEqualRecount();
    }

    @Test
    void aRowThatIsCommittedLateIsFoundInTheOverlap() {
        addRows(1, 3, "now()");
        var id = copies.created(work());
        copies.assertRun(id, 3, 0, 0, 0);
        addRows(4, 4, "now() - interval '2 minutes'");
        copies.assertRun(id, 4, 0, 3, 0);
    }

    @Test
    void rowsOfOneWatermarkAreNotLostAtThePagesEdge() {
        addRows(1, 47, "timestamptz '2026-01-01 00:00:00Z' + interval '1 day' * (id % 2)");
        var id = copies.created(work());
        copies.assertRun(id, 47, 0, 0, 0);
        copies.assertJobs(47, 47, "117.5");
    }

    @Test
    void whatBrokeOffInTheMiddleGoesOnWithoutLossAndWithoutCountingTwice() {
        addRows(1, 35, "now() - interval '1 minute' + interval '1 second' * id");
        // one row of the third page cannot be computed by the source; being costly, it is computed for that page alone
        var function = "CREATE OR REPLACE FUNCTION looked_up(id bigint) RETURNS int LANGUAGE plpgsql STABLE COST 100000"
                + " AS $$ BEGIN IF id = %d THEN RAISE 'disk broken'; END IF; RETURN 1; END $$";
        Copies.run(
                shop,
                function.formatted(25),
                "CREATE VIEW fragile AS SELECT id, tool, looked_up(id) AS state, begun, cost, colour, touched FROM work",
                "GRANT SELECT ON fragile TO " + schema);
        var id = copies.created(with(work(), "table", schema + ".fragile"));
        copies.ran(id)
                .body("state.last_error", containsString("disk broken"))
                .body("state.accepted", is(20))
                .body("state.last_watermark", notNullValue());
        copies.assertJobs(20, 20, "50");
        Copies.run(shop, function.formatted(0));
        copies.assertRun(id, 35, 0, 20, 0);
        copies.assertJobs(35, 35, "87.5");
        assertRollupsEqualRecount();
    }

    @Test
    void aPageThatWasCommittedButNotNotedIsRecognised() {
        addRows(1, 15, "now() - interval '1 hour'");
        var id = copies.created(work());
        copies.assertRun(id, 15, 0, 0, 0);
        // as a process leaves it that is killed after the commit: nothing noted, and the turn still taken
        Copies.run(
                Superuser.of("metrics"),
                "UPDATE connector SET watermark = NULL, accepted = 0 WHERE id = '" + id + "'",
                "UPDATE connector_turn SET owner = gen_random_uuid(), leased_until = now() - interval '1 second'"
                        + " WHERE connector_id = '" + id + "'");
        copies.assertRun(id, 0, 0, 15, 0);
        copies.assertJobs(15, 15, "37.5");
    }

    @Test
    void whileOneReplicaRunsItNoOtherDoes() {
        var id = copies.created(work());
        Copies.run(
                Superuser.of("metrics"),
                "UPDATE connector_turn SET owner = gen_random_uuid(), leased_until = now() + interval '1 minute'"
                        + " WHERE connector_id = '" + id + "'");
        copies.admin()
                .post(Copies.ADDRESS + "/" + id + "/run")
                .then()
                .statusCode(409)
                .body("type", containsString("connector-running"));
        copies.shown(id).body("state.running", is(true));
    }

    @Test
    void aRunNotesNothingOnceTheConnectorWasChangedAndHandsItsTurnBack() {
        addRows(1, 12, "now()");
        var id = copies.created(work());
        var scope = new Scope(copies.sender.tenant(), "boss", Set.of("admin"));
        var turn = turns.claim(copies.sender.tenant(), UUID.fromString(id)).orElseThrow();
        var before = store.find(scope, turn.connector()).orElseThrow();
        copies.patched(id, Map.of("watermark", "begun")).statusCode(200);
        assertThrows(
                TurnLostException.class,
                () -> store.advance(turn, before, "2026-01-01T00:00:00Z", before.totals(), new Rejections(List.of())));
        copies.shown(id).body("state.last_watermark", nullValue()).body("state.running", is(true));
        turns.giveBack(turn);
        copies.assertRun(id, 12, 0, 0, 0);
    }

    @Test
    void aRowThatIsNotTakenIsReportedOnceAndTheOthersStand() {
        addRows(1, 12, "now() - interval '1 minute'");
        Copies.run(shop, "UPDATE work SET begun = now() + interval '1 day' WHERE id = 5");
        Copies.run(shop, "UPDATE work SET cost = 1.5, colour = repeat('x', 70000) WHERE id = 6");
        var id = copies.created(work());
        copies.assertRun(id, 10, 0, 0, 2);
        copies.shown(id)
                .body("state.rejections", hasSize(2))
                .body("state.rejections.key", hasItem("5"))
                .body("state.rejections.problem", hasItem(containsString("more than 5 minutes ahead")));
        copies.assertRun(id, 10, 0, 10, 2);
        copies.shown(id).body("state.rejections", hasSize(2));
    }

    @Test
    void aRowDatedFarAheadDoesNotHideThoseThatCome() {
        addRows(1, 1, "now() + interval '10 years'");
        var id = copies.created(work());
        copies.assertRun(id, 1, 0, 0, 0);
        addRows(2, 2, "now()");
        copies.assertRun(id, 2, 0, 1, 0);
    }

    @Test
    void aRowDatedFarAheadDoesNotHideThoseThatComeByAClockThatIsBehind() {
        // times without a zone, eight hours behind UTC
        Copies.run(shop, "ALTER TABLE work ADD told timestamp");
        addTold(1, "now() AT TIME ZONE 'UTC' - interval '8 hours'");
        addTold(2, "now() AT TIME ZONE 'UTC' + interval '1 hour'");
        var id = copies.created(with(work(), "watermark", "told"));
        copies.assertRun(id, 2, 0, 0, 0);
        addTold(3, "now() AT TIME ZONE 'UTC' - interval '7 hours 50 minutes'");
        copies.assertRun(id, 3, 0, 2, 0);
    }

    private void addTold(int row, String told) {
        addRows(row, row, "now()");
        Copies.run(shop, "UPDATE work SET told = " + told + " WHERE id = " + row);
    }

    @Test
    void wholeNumbersAndDatesAreWatermarksToo() {
        addRows(1, 25, "now()");
        Copies.run(
                shop,
                "ALTER TABLE work ADD day date DEFAULT current_date, ADD revision int",
                "UPDATE work SET revision = id");
        var byNumber = copies.created(with(work(), "watermark", "revision", "overlap_values", 5));
        copies.assertRun(byNumber, 25, 0, 0, 0);
        copies.shown(byNumber).body("state.last_watermark", is("25"));
        copies.assertRun(byNumber, 25, 0, 6, 0);
        var byDate = copies.created(with(work(), "watermark", "day"));
        copies.assertRun(byDate, 0, 0, 25, 0);
        copies.assertRun(byDate, 0, 0, 50, 0);
    }

    @Test
    void namesAreQuotedAndNeverPartOfTheStatement() {
        Copies.run(
                shop,
                "CREATE TABLE \"Odd Name-1\" (\"Key $\" text PRIMARY KEY, \"WHEN\" timestamp, \"order\" text)",
                "INSERT INTO \"Odd Name-1\" VALUES ('a''; --', now() - interval '1 hour', 'x')",
                "GRANT SELECT ON \"Odd Name-1\" TO " + schema);
        var odd = with(
                work(),
                "table",
                schema + ".Odd Name-1",
                "watermark",
                "WHEN",
                "mapping",
                Map.of("id", "Key $", "created_at", "WHEN", "tool", "order"));
        copies.assertRun(copies.created(odd), 1, 0, 0, 0);
        copies.post(with(work(), "table", "work; DROP TABLE work"))
                .statusCode(400)
                .body("parameter", is("table"));
        copies.post(with(work(), "watermark", "touched\" --")).statusCode(400).body("parameter", is("watermark"));
        copies.post(with(work(), "mapping", with(MAPPING, "tool", "a\"b")))
                .statusCode(400)
                .body("parameter", is("mapping"));
    }

    @Test
    void whatIsWrongWithTheTableIsSaidInOneSentence() {
        assertError(with(work(), "table", schema + ".nothing"), "There is no such table");
        assertError(with(work(), "watermark", "nothing"), "There is no such column");
        assertError(with(work(), "watermark", "colour"), "has to be a time, a date or a whole number");
        assertError(with(work(), "database", "nothing"), "There is no such database");
        assertError(with(work(), "port", 1), "Nothing answers as a database at port 1");
        assertError(with(work(), "tls", "require"), "An encrypted connection cannot be had");
        Copies.run(shop, "REVOKE ALL ON work FROM " + schema);
        assertError(work(), "The user lacks a privilege");
    }

    @Test
    void aTestTellsWhatTheColumnsHold() {
        var id = copies.created(work());
        copies.tested(id)
                .body("ok", is(true))
                .body("server", startsWith("PostgreSQL 17"))
                .body("columns.id", is("integer"))
                .body("columns.touched", is("instant"))
                .body("columns.cost", is("decimal"));
        copies.shown(id).body("state.rows_read", is(0));
    }

    @Test
    void thePasswordNeverComesBackAndIsNotStoredReadably() {
        var text = copies.post(work()).statusCode(201).extract().asString();
        var id = copies.created(work());
        text += copies.ran(id).extract().asString();
        text += copies.tested(id).extract().asString();
        text += copies.patched(id, Map.of("name", "other"))
                .statusCode(200)
                .extract()
                .asString();
        text += copies.admin().get(Copies.ADDRESS).asString();
        assertFalse(text.contains(PASSWORD));
        assertTrue(text.contains("\"has_password\":true"));
        var stored = Sql.text("SELECT row_to_json(c)::text AS c FROM connector c WHERE id::text = :id")
                .on(Superuser.of("metrics"))
                .set("id", id)
                .first(row -> row.text("c"))
                .orElseThrow();
        assertFalse(stored.contains(PASSWORD));
    }

    @Test
    void anotherConnectorsPasswordIsOfNoUse() {
        var id = copies.created(work());
        var other = copies.created(work());
        Copies.run(
                Superuser.of("metrics"),
                "UPDATE connector SET sealed = (SELECT sealed FROM connector WHERE id = '" + other + "') WHERE id = '"
                        + id + "'");
        copies.tested(id).body("ok", is(false)).body("error", containsString("set it again"));
    }

    @Test
    void anotherServerOrUserForgetsThePassword() {
        for (var change : List.<Map<String, Object>>of(
                Map.of("port", 5433),
                Map.of("tls", "disable"),
                Map.of("username", "someone"),
                Map.of("type", "mysql"))) {
            var id = copies.created(work());
            copies.patched(id, change).statusCode(200).body("has_password", is(false));
            copies.ran(id).body("state.last_error", containsString("No password is kept"));
            copies.patched(id, Map.of("password", "new")).body("has_password", is(true));
        }
        var id = copies.created(work());
        copies.patched(id, Map.of("every", "PT1H", "database", "postgres")).body("has_password", is(true));
    }

    @Test
    void anotherMappingBeginsFromTheFirstRow() {
        addRows(1, 12, "now() - interval '1 hour'");
        var id = copies.created(work());
        copies.assertRun(id, 12, 0, 0, 0);
        copies.patched(id, Map.of("mapping", with(MAPPING, "tool", Map.of("constant", "shop"))));
        copies.shown(id).body("state.last_watermark", nullValue());
        copies.assertRun(id, 12, 12, 0, 0);
        copies.patched(id, Map.of("name", "the shop"));
        copies.shown(id).body("state.last_watermark", notNullValue());
    }

    @Test
    void aColumnOfJsonAndOneAttributeFillTheAttributes() {
        addRows(1, 1, "now()");
        Copies.run(shop, "ALTER TABLE work ADD extra jsonb DEFAULT '{\"size\": 3}'");
        var id = copies.created(with(work(), "mapping", with(MAPPING, "attributes", "extra")));
        copies.assertRun(id, 1, 0, 0, 0);
        copies.sender
                .get("/api/v1/jobs/1")
                .body("attributes.size", is(3))
                .body("attributes.colour", is("red"))
                .body("provider", is("press"));
    }

    @Test
    void aMappingThatCannotWorkIsRefused() {
        copies.post(with(work(), "mapping", Map.of("id", "id")))
                .statusCode(400)
                .body("value", is("created_at"))
                .body("allowed", containsString("has to be mapped"));
        copies.post(with(work(), "mapping", with(MAPPING, "id", Map.of("constant", 1))))
                .statusCode(400)
                .body("value", is("id"));
        copies.post(with(work(), "mapping", with(MAPPING, "nonsense", "id")))
                .statusCode(400)
                .body("value", is("nonsense"));
        copies.post(with(work(), "mapping", with(MAPPING, "tool", List.of("a"))))
                .statusCode(400)
                .body("value", is("tool"));
        copies.post(with(work(), "family", "nothing")).statusCode(404);
        copies.post(with(work(), "every", "1 minute")).statusCode(400).body("parameter", is("every"));
        copies.post(with(work(), "every", "PT1S")).statusCode(400);
        copies.post(with(work(), "type", "oracle")).statusCode(400).body("parameter", is("type"));
        copies.post(with(work(), "password", null)).statusCode(400).body("parameter", is("password"));
        copies.post(with(work(), "password", PASSWORD.repeat(100)))
                .statusCode(400)
                .body("parameter", is("password"))
                .body("value", is(""));
    }

    @Test
    void linkLocalMetadataAndOtherForbiddenHostsAreRefused() {
        for (var host : List.of("169.254.169.254", "fe80::1", "fd00:ec2::254", "10.0.0.1", "::1", "0.0.0.0")) {
            copies.post(with(work(), "host", host))
                    .statusCode(400)
                    .body("parameter", is("host"))
                    .body("detail", containsString("may not be called"))
                    .body("allowed", containsString("OPSCOPE_CONNECTORS_HOSTS"));
        }
        var id = copies.created(work());
        copies.patched(id, Map.of("host", "169.254.169.254")).statusCode(400);
    }

    @Test
    void onlyTheTenantsAdministratorsKnowOfIt() {
        var id = copies.created(work());
        var stranger = given().header("Authorization", Tokens.bearer("another-" + schema, "boss", "admin"))
                .contentType("application/json");
        var address = Copies.ADDRESS + "/" + id;
        given(stranger).get(address).then().statusCode(404);
        given(stranger).body(Map.of("name", "x")).patch(address).then().statusCode(404);
        given(stranger).delete(address).then().statusCode(404);
        given(stranger).post(address + "/run").then().statusCode(404);
        given(stranger).post(address + "/test").then().statusCode(404);
        given(stranger).get(Copies.ADDRESS).then().statusCode(200).body("items", hasSize(0));
        copies.sender.as("ann", "viewer").get(address).then().statusCode(403);
        copies.sender.get(Copies.ADDRESS + "/" + UUID.randomUUID()).statusCode(404);
    }

    @Test
    void aDeletedConnectorIsGoneAndItsRecordsStay() {
        addRows(1, 2, "now()");
        var id = copies.created(work());
        copies.assertRun(id, 2, 0, 0, 0);
        copies.admin().delete(Copies.ADDRESS + "/" + id).then().statusCode(204);
        copies.sender.get(Copies.ADDRESS + "/" + id).statusCode(404);
        copies.assertJobs(2, 2, "5");
    }

    @Test
    void whatIsSwitchedOnRunsByItself() {
        addRows(1, 3, "now()");
        var id = copies.created(with(work(), "enabled", true, "every", "PT10S"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> copies.shown(id)
                .body("state.accepted", is(3))
                .body("state.last_run", notNullValue())
                .body("state.next_run", notNullValue()));
        copies.patched(id, Map.of("enabled", false));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> copies.shown(id).body("state.next_run", nullValue()));
    }

    @Test
    void theDatabaseItselfKeepsTenantsApart() {
        copies.created(work());
        var seen = Sql.text("SELECT count(*) AS n FROM connector").on(db).first(row -> row.integer("n"));
        assertEquals(0, seen.orElseThrow());
    }

    private void assertError(Map<String, Object> declared, String words) {
        var id = copies.created(declared);
        copies.tested(id).body("ok", is(false)).body("error", containsString(words));
        copies.ran(id)
                .body("state.last_error", containsString(words))
                .body("state.last_error", not(containsString(PASSWORD)))
                .body("state.accepted", is(0));
    }

    private void addRows(int from, int until, String touched) {
        Copies.run(
                shop,
                "INSERT INTO work (id, tool, state, begun, cost, colour, touched)"
                        + " SELECT id, 'press ' || id % 3, 1, now() - interval '1 day', 2.5, 'red', " + touched
                        + " FROM generate_series(" + from + ", " + until + ") AS id");
    }

    private void assertRollupsEqualRecount() {
        copies.sender.get("/api/v1/metrics/verify?family=jobs").statusCode(200).body("consistent", is(true));
    }

    private Map<String, Object> work() {
        var server = (PGSimpleDataSource) Superuser.of("public");
        return Sender.record(
                "name",
                "shop",
                "type",
                "postgresql",
                "host",
                "127.0.0.1",
                "port",
                server.getPortNumbers()[0],
                "database",
                "postgres",
                "username",
                schema,
                "password",
                PASSWORD,
                "family",
                "jobs",
                "table",
                schema + ".work",
                "watermark",
                "touched",
                "mapping",
                MAPPING,
                "enabled",
                false);
    }
}
