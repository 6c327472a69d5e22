package io.opscope.monitoring.pipeline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the page of the data platform reads, made of what senders send. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class PipelinesResourceTest {

    private final String tenant = "t-" + UUID.randomUUID();
    private final Instant noon = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void aPipelineThatSucceededHasEveryFieldOfTheContract() {
        register("orders", "{'name':'Orders','source':'shop','destination':'warehouse'}");
        send("orders", "'run_id':'a','event':'START','at':'" + noon + "','triggered_by':'Scheduled'");
        send(
                "orders",
                "'run_id':'a','event':'COMPLETE','at':'" + noon.plusSeconds(90)
                        + "','rows':1200,'error_count':0,'log':['loaded',{'level':'warning','message':'slow'}]");
        send("orders", "'run_id':'b','event':'START','at':'" + noon.minusSeconds(600) + "'");
        send("orders", "'run_id':'b','event':'FAIL','at':'" + noon.minusSeconds(570) + "','error_count':2");
        read().body("status", equalTo("success"))
                .body("degraded", equalTo(false))
                .body("data", hasSize(1))
                .body("data[0].id", equalTo("orders"))
                .body("data[0].name", equalTo("Orders"))
                .body("data[0].source", equalTo("shop"))
                .body("data[0].destination", equalTo("warehouse"))
                .body("data[0].status", equalTo("success"))
                .body("data[0].lastRun", equalTo(noon.toString()))
                .body("data[0].duration", equalTo(90.0f))
                .body("data[0].rowsProcessed", equalTo(1200))
                .body("data[0].errorCount", equalTo(0))
                .body("data[0].successRate", equalTo(50.0f))
                .body("data[0].runs.runId", contains("a", "b"))
                .body("data[0].runs.status", contains("success", "error"))
                .body("data[0].runs[0].timestamp", equalTo(noon.toString()))
                .body("data[0].runs[0].startTime", equalTo(noon.toString()))
                .body("data[0].runs[0].endTime", equalTo(noon.plusSeconds(90).toString()))
                .body("data[0].runs[0].duration", equalTo(90.0f))
                .body("data[0].runs[0].rows", equalTo(1200))
                .body("data[0].runs[0].errorCount", equalTo(0))
                .body("data[0].runs[0].triggeredBy", equalTo("Scheduled"))
                .body("data[0].runs[1].triggeredBy", nullValue())
                .body("data[0].runs[1].unavailable.field", containsInAnyOrder("rows", "bytes", "triggeredBy"))
                .body("data[0].logs.message", contains("loaded", "slow"))
                .body("data[0].logs.level", contains("info", "warning"))
                .body("data[0].unavailable", empty());
    }

    @Test
    void aPipelineWithoutARunTellsNothingButWhy() {
        register("fresh", "{'name':'Fresh'}");
        read().body("data[0].status", nullValue())
                .body("data[0].lastRun", nullValue())
                .body("data[0].successRate", nullValue())
                .body("data[0].runs", empty())
                .body(
                        "data[0].unavailable.field",
                        hasItems(
                                "status",
                                "lastRun",
                                "duration",
                                "rowsProcessed",
                                "errorCount",
                                "successRate",
                                "source"));
    }

    @Test
    void aRunThatGoesOnTakesLongerEachTimeItIsLookedAt() {
        register("live", "{'name':'Live'}");
        send("live", "'run_id':'1','event':'START','at':'" + Instant.now().minusSeconds(30) + "'");
        var first = read().body("data[0].status", equalTo("running"))
                .body("data[0].runs[0].endTime", nullValue())
                .body("data[0].duration", greaterThan(29.0f))
                .extract()
                .jsonPath()
                .getFloat("data[0].duration");
        read().body("data[0].duration", greaterThan(first)).body("data[0].duration", lessThan(120.0f));
    }

    @Test
    void aRunThatNothingIsHeardOfForTooLongIsAWarningUntilItEnds() {
        register("silent", "{'name':'Silent','stuck_after_seconds':3600}");
        send("silent", "'run_id':'1','event':'START','at':'" + noon + "'");
        for (int i = 0; i < 21; i++) {
            send("silent", "'run_id':'n" + i + "','event':'COMPLETE','at':'" + noon.plusSeconds(60 + i) + "'");
        }
        // it is not among the newest twenty any more
        read().body("data[0].status", equalTo("warning"))
                .body("data[0].statusReason", equalTo("A run is stuck"))
                .body("data[0].stuckRuns", equalTo(1))
                .body("data[0].runs", hasSize(20))
                .body("data[0].runs[0].runId", equalTo("n20"));
        send("silent", "'run_id':'1','event':'RUNNING','at':'" + Instant.now() + "'");
        read().body("data[0].status", equalTo("success")).body("data[0].stuckRuns", equalTo(0));
    }

    @Test
    void successWithErrorsAndNoSuccessForTooLongAreWarningsThatSayWhy() {
        register("late", "{'name':'Late','success_within_seconds':3600}");
        send("late", "'run_id':'1','event':'COMPLETE','at':'" + noon + "'");
        read().body("data[0].status", equalTo("warning"))
                .body("data[0].statusReason", startsWith("No run has succeeded since " + noon));
        register("late", "{'name':'Late'}");
        read().body("data[0].status", equalTo("success")).body("data[0].statusReason", nullValue());
        send("late", "'run_id':'2','event':'COMPLETE','at':'" + noon.plusSeconds(9) + "','error_count':3");
        read().body("data[0].status", equalTo("warning"))
                .body("data[0].statusReason", equalTo("The last run: It ended with 3 errors"));
        send("late", "'run_id':'3','event':'ABORT','at':'" + noon.plusSeconds(19) + "'");
        read().body("data[0].status", equalTo("error"));
    }

    @Test
    void runsArePagedWithTheirLogsAndFoundOneByOne() {
        register("paged", "{'name':'Paged'}");
        for (int i = 0; i < 5; i++) {
            // two of them at the same moment
            send(
                    "paged",
                    "'run_id':'r" + i + "','event':'START','at':'" + noon.plusSeconds(i / 2) + "','log':['line " + i
                            + "']");
        }
        var first = given(admin())
                .get("/api/v1/pipelines/paged/runs?limit=2")
                .then()
                .statusCode(200)
                .body("data.runs.run.runId", contains("r4", "r3"))
                .body("data.runs[0].logs[0].message", equalTo("line 4"))
                .body("data.next_cursor", notNullValue())
                .extract()
                .jsonPath()
                .getString("data.next_cursor");
        given(admin())
                .get("/api/v1/pipelines/paged/runs?limit=3&cursor=" + first)
                .then()
                .statusCode(200)
                .body("data.runs.run.runId", contains("r2", "r1", "r0"))
                .body("data.next_cursor", nullValue());
        given(admin())
                .get("/api/v1/pipelines/paged/runs/r1")
                .then()
                .statusCode(200)
                .body("data.run.status", equalTo("running"))
                .body("data.logs.message", contains("line 1"));
        given(admin()).get("/api/v1/pipelines/paged/runs/none").then().statusCode(404);
        given(admin())
                .get("/api/v1/pipelines/paged/runs?cursor=nonsense")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("cursor"));
        given(admin())
                .get("/api/v1/pipelines/paged/runs?limit=0")
                .then()
                .statusCode(400)
                .body("allowed", equalTo("1 or more"));
        given(admin())
                .contentType("application/json")
                .body("{}")
                .put("/api/v1/pipelines/nameless")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("name"))
                .body("value", equalTo(""))
                .body("allowed", equalTo("a text that is not blank"));
    }

    @Test
    void whatIsRemovedIsGoneWithItsRunsAndItsIdIsFree() {
        register("gone", "{'name':'Gone'}");
        send("gone", "'run_id':'1','event':'START','at':'" + noon + "'");
        given(admin()).delete("/api/v1/pipelines/gone").then().statusCode(204);
        given(admin())
                .get("/api/v1/pipelines/gone")
                .then()
                .statusCode(404)
                .body("type", containsString("unknown-pipeline"));
        given(admin()).delete("/api/v1/pipelines/gone").then().statusCode(404);
        register("gone", "{'name':'Its successor'}");
        read().body("data[0].runs", empty());
    }

    @Test
    void anotherTenantHasPipelinesOfTheSameIdsAndSeesNoneOfThese() {
        register("mine", "{'name':'Mine'}");
        var other = given().header("Authorization", Tokens.bearer(tenant + "-other", "eve", "admin"));
        other.get("/api/performance/pipelines").then().statusCode(200).body("data", empty());
        given().header("Authorization", Tokens.bearer(tenant + "-other", "eve", "admin"))
                .contentType("application/json")
                .body("{\"run_id\":\"1\",\"event\":\"START\",\"at\":\"" + noon + "\"}")
                .post("/api/v1/pipelines/mine/runs")
                .then()
                .statusCode(404);
        read().body("data[0].runs", empty());
    }

    private void register(String id, String body) {
        given(admin())
                .body(body.replace('\'', '"'))
                .put("/api/v1/pipelines/" + id)
                .then()
                .statusCode(200)
                .body("data.id", equalTo(id));
    }

    private void send(String pipeline, String fields) {
        given().header("Authorization", Tokens.bearer(tenant, "loader", "ingest"))
                .contentType("application/json")
                .body(("{" + fields + "}").replace('\'', '"'))
                .post("/api/v1/pipelines/" + pipeline + "/runs")
                .then()
                .statusCode(200)
                .body("data.duplicate", equalTo(false));
    }

    private ValidatableResponse read() {
        return given().header("Authorization", Tokens.bearer(tenant, "ann", "viewer"))
                .get("/api/performance/pipelines")
                .then()
                .statusCode(200);
    }

    private RequestSpecification admin() {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json");
    }
}
