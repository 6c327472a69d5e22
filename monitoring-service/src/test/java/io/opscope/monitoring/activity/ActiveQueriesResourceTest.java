package io.opscope.monitoring.activity;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.BlackHole;
import io.opscope.monitoring.engine.Session;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ActiveQueriesResourceTest {

    @Inject
    TestSources sources;

    @Test
    void aStatementInAnOpenTransactionHasEveryFieldOfTheContract() throws SQLException {
        try (var session = Superuser.of("public").getConnection()) {
            session.setAutoCommit(false);
            session.createStatement().execute("SELECT 'seen from outside'");
            var row = "data.find { it.query.contains('seen from outside') }.";
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("opscope")
                    .body("status", equalTo("success"))
                    .body(row + "queryId", matchesPattern("\\d+"))
                    .body(row + "fingerprint", matchesPattern("-?\\d+"))
                    .body(row + "database", equalTo("postgres"))
                    .body(row + "user", equalTo("postgres"))
                    .body(row + "query", equalTo("SELECT 'seen from outside'"))
                    .body(row + "duration", instanceOf(Number.class))
                    .body(row + "state", equalTo("idle in transaction"))
                    .body(row + "timestamp", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                    .body(row + "blockedBy", empty())
                    .body(row + "blocking", empty())
                    .body(row + "unavailable", empty())
                    .body("data.user", not(hasItem("opscope_monitor")))
                    .body("data.size()", lessThanOrEqualTo(20))
                    .body("degraded", is(false))
                    .body("readAt", notNullValue())
                    .body("unavailable", empty())
                    .header("Age", notNullValue())
                    .header("Cache-Status", containsString("opscope")));
        }
    }

    @Test
    void whoWaitsIsToldForWhomAndForWhomTheseWaitInTurn() throws Exception {
        try (var setUp = session()) {
            setUp.runs("CREATE TABLE IF NOT EXISTS public.waited_for (id int PRIMARY KEY, n int)")
                    .runs("INSERT INTO public.waited_for VALUES (1, 0), (2, 0) ON CONFLICT DO NOTHING")
                    .runs("COMMIT");
        }
        var others = new ArrayList<Session>();
        try (var holder = session().runs(update(1))) {
            // more than are shown, all of them newer than the one that holds everything up
            for (var i = 0; i < 20; i++) {
                others.add(session());
            }
            try (var middle = session().runs(update(2)).waits(update(1))) {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("opscope")
                        .body("data.queryId", hasItem(middle.id()))
                        .body(row(middle) + "blockedBy.queryId", equalTo(List.of(holder.id()))));
                try (var last = session().waits(update(2))) {
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("opscope")
                            .body("data.queryId", not(hasItem(holder.id())))
                            .body("data.size()", equalTo(20))
                            .body(row(middle) + "blocking", equalTo(List.of(last.id())))
                            .body(row(last) + "blocking", empty())
                            .body(row(last) + "blockedBy[0].queryId", equalTo(middle.id()))
                            .body(row(last) + "blockedBy[0].state", equalTo("active"))
                            .body(row(last) + "blockedBy[0].blockedBy[0].queryId", equalTo(holder.id()))
                            .body(row(last) + "blockedBy[0].blockedBy[0].state", equalTo("idle in transaction"))
                            .body(row(last) + "blockedBy[0].blockedBy[0].query", equalTo(update(1)))
                            .body(row(last) + "blockedBy[0].blockedBy[0].user", equalTo("postgres"))
                            .body(row(last) + "blockedBy[0].blockedBy[0].transactionSince", notNullValue())
                            .body(row(last) + "blockedBy[0].blockedBy[0].shortened", is(false))
                            .body(row(last) + "blockedBy[0].blockedBy[0].blockedBy", empty()));
                }
            }
        } finally {
            for (var other : others) {
                other.close();
            }
        }
    }

    private static Session session() throws SQLException {
        return new Session(Superuser.of("public"), "SELECT pg_backend_pid()");
    }

    private static String row(Session session) {
        return "data.find { it.queryId == '" + session.id() + "' }.";
    }

    private static String update(int row) {
        return "UPDATE public.waited_for SET n = n + 1 WHERE id = " + row;
    }

    @Test
    void aHangingSourceIsAnsweredForWithinASecondWithTheReason() {
        try (var hole = new BlackHole()) {
            sources.add("mute", "default", hole.port(), "postgres", "opscope_monitor");
            for (var i = 0; i < 3; i++) {
                read("mute")
                        .time(lessThan(1_500L))
                        .body("data", empty())
                        .body("degraded", is(true))
                        .body("unavailable.size()", greaterThanOrEqualTo(1))
                        .body("unavailable[0].field", equalTo("data"));
            }
        } finally {
            sources.remove("mute");
        }
    }

    @Test
    void aSourceThatIsNotThereOrAnotherTenantsIsNotFound() {
        for (var tenant : List.of("default", "elsewhere")) {
            var id = tenant.equals("default") ? "nothing" : "opscope";
            given().header("Authorization", Tokens.bearer(tenant, "ann", "admin"))
                    .get("/api/performance/data-sources/" + id + "/active-queries")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("/problems/unknown-data-source"))
                    .body("title", equalTo("No such data source"))
                    .body("status", equalTo(404))
                    .body("detail", containsString(id))
                    .body("instance", equalTo("/api/performance/data-sources/" + id + "/active-queries"));
        }
    }

    @Test
    void onlyAdminsAndViewersMayLook() {
        given().get("/api/performance/data-sources/opscope/active-queries")
                .then()
                .statusCode(401);
        given().header("Authorization", Tokens.bearer("default", "ann", "user"))
                .get("/api/performance/data-sources/opscope/active-queries")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse read(String id) {
        return given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                .get("/api/performance/data-sources/" + id + "/active-queries")
                .then()
                .statusCode(200);
    }
}
