package io.opscope.reports.export;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.reports.source.FakeMetrics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeMetrics.class, scope = TestResourceScope.GLOBAL)
class ExportResourceTest {

    private static final String HEADER = "Job ID,Created At,Status,Publisher,Target URL,Anchor Text,Provider,Strategy,"
            + "Estimated Cost,Actual Cost,Started At,Completed At\r\n";
    private static final String FULL = "{\"job_id\":\"j-1\",\"created_at\":\"2026-03-01T10:00:00Z\","
            + "\"status\":\"Delivered\",\"publisher\":\"The \\\"Post\\\", Ltd\",\"target_url\":\"https://a.example/?q=1\","
            + "\"anchor_text\":\"=HYPERLINK(1)\",\"provider\":\"openai\",\"strategy\":\"bridge\\nsecond line\","
            + "\"estimated_cost\":1.50,\"actual_cost\":-0.250000,\"cost\":-0.250000,"
            + "\"started_at\":\"2026-03-01T10:00:01Z\",\"completed_at\":\"2026-03-01T10:00:09.5Z\"}";
    private static final String BARE =
            "{\"job_id\":\"-7\",\"created_at\":\"2026-02-01T00:00:00Z\",\"status\":\"pending\","
                    + "\"publisher\":null,\"target_url\":null,\"anchor_text\":null,\"provider\":null,\"strategy\":null,"
                    + "\"estimated_cost\":null,\"actual_cost\":null,\"cost\":null,\"started_at\":null,\"completed_at\":null}";

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @Test
    void aCsvHasTheContractsColumnsQuotedAndWithoutFormulas() {
        var ann = caller();
        FakeMetrics.hands(ann, FULL, BARE);
        var csv = get(ann, "csv")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .header("Content-Disposition", "attachment; filename=\"jobs_" + today() + ".csv\"")
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        assertEquals(
                HEADER
                        + "j-1,2026-03-01T10:00:00Z,Delivered,\"The \"\"Post\"\", Ltd\",https://a.example/?q=1,"
                        + "'=HYPERLINK(1),openai,\"bridge\nsecond line\",1.50,-0.250000,2026-03-01T10:00:01Z,"
                        + "2026-03-01T10:00:09.5Z\r\n"
                        + "-7,2026-02-01T00:00:00Z,pending,,,,,,,,,\r\n",
                csv);
    }

    @Test
    void theMediaTypeOfABodyThatIsNotThereDoesNotMatter() {
        var ann = caller();
        FakeMetrics.hands(ann, BARE);
        given().header("Authorization", ann)
                .header("Content-Type", "nonsense")
                .get("/api/v1/analytics/export/csv")
                .then()
                .statusCode(200);
    }

    @Test
    void aBodyOfAMediaTypeThatIsNoneIsRefused() {
        given().header("Authorization", caller())
                .header("Content-Type", "a/b/c;=")
                .post("/api/v1/analytics/export/csv")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aJsonExportHasTheContractsFieldsWithTheirTypes() {
        var ann = caller();
        FakeMetrics.hands(ann, FULL, BARE);
        get(ann, "json")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Content-Disposition", "attachment; filename=\"jobs_" + today() + ".json\"")
                .body("$", hasSize(2))
                .body(
                        "[0].keySet()",
                        contains(
                                "job_id",
                                "created_at",
                                "status",
                                "publisher",
                                "target_url",
                                "anchor_text",
                                "provider",
                                "strategy",
                                "estimated_cost",
                                "actual_cost",
                                "cost",
                                "started_at",
                                "completed_at"))
                .body("[1].size()", equalTo(13))
                .body("[0].job_id", equalTo("j-1"))
                .body("[0].created_at", equalTo("2026-03-01T10:00:00Z"))
                .body("[0].status", equalTo("Delivered"))
                .body("[0].anchor_text", equalTo("=HYPERLINK(1)"))
                .body("[0].estimated_cost", instanceOf(Number.class))
                .body("[0].cost", equalTo(-0.25f))
                .body("[0].started_at", equalTo("2026-03-01T10:00:01Z"))
                .body("[0].completed_at", equalTo("2026-03-01T10:00:09.5Z"))
                .body("[1].publisher", nullValue())
                .body("[1].actual_cost", nullValue())
                .body("[1].completed_at", nullValue());
    }

    @Test
    void decimalsComeOutAsTheyCameIn() {
        var ann = caller();
        FakeMetrics.hands(ann, FULL);
        assertThat(
                get(ann, "json").asString(),
                containsString("\"estimated_cost\":1.50,\"actual_cost\":-0.250000,\"cost\":-0.250000"));
    }

    @Test
    void withoutJobsACsvIsItsHeaderAndJsonAnEmptyArray() throws IOException {
        var ann = caller();
        FakeMetrics.hands(ann);
        assertEquals(HEADER, get(ann, "csv").then().statusCode(200).extract().asString());
        var json = get(ann, "json").then().statusCode(200).extract().asString();
        assertEquals(List.of(), new ObjectMapper().readValue(json, List.class));
    }

    @Test
    void daysArePassedOnAndThirtyUnlessGiven() {
        var ann = caller();
        FakeMetrics.hands(ann);
        get(ann, "csv").then().statusCode(200);
        assertEquals("days=30", FakeMetrics.query(ann));
        get(ann, "json?days=1095").then().statusCode(200);
        assertEquals("days=1095", FakeMetrics.query(ann));
    }

    @Test
    void aFileSaysSinceWhenJobsAreThereIfItWouldReachFurtherBack() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            exchange.getResponseHeaders().set("Records-Since", "2026-03-01T00:00:00Z");
            try (var out = FakeMetrics.begun(exchange)) {
                out.write((FULL + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        for (var format : List.of("csv", "json")) {
            get(ann, format).then().statusCode(200).header("Records-Since", "2026-03-01T00:00:00Z");
        }
    }

    @Test
    void aFileThatHasAllJobsSaysNothingOfSinceWhen() {
        var ann = caller();
        FakeMetrics.hands(ann, FULL);
        for (var format : List.of("csv", "json")) {
            get(ann, format).then().statusCode(200).header("Records-Since", nullValue());
        }
    }

    @Test
    void aMomentThatIsNoneIsUnavailableNotAFile() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            exchange.getResponseHeaders().set("Records-Since", "March");
            FakeMetrics.begun(exchange).close();
        });
        get(ann, "csv").then().statusCode(503).header("Retry-After", "5");
    }

    @Test
    void daysOutOfRangeAreRefusedByName() {
        var ann = caller();
        for (var format : List.of("csv", "json")) {
            for (var bad : List.of("0", "1096", "-1", "many")) {
                get(ann, format + "?days=" + bad)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("detail", containsString("'days' was '" + bad + "'"))
                        .body("detail", containsString("allowed"));
            }
        }
    }

    @Test
    void withoutATokenNothingIsHandedOut() {
        given().get("/api/v1/analytics/export/csv").then().statusCode(401).contentType("application/problem+json");
        given().get("/api/v1/analytics/export/json").then().statusCode(401);
    }

    @Test
    void whoMayOnlyWriteRecordsIsForbidden() {
        get(Tokens.bearer("default", "writer", "ingest"), "csv").then().statusCode(403);
    }

    @Test
    void metricsRefusingTheTokenIsPassedOn() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> exchange.sendResponseHeaders(401, -1));
        get(ann, "csv").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void metricsAnsweringWithAnErrorIsUnavailableNotAFile() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> exchange.sendResponseHeaders(500, -1));
        for (var format : List.of("csv", "json")) {
            get(ann, format)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "5")
                    .body("type", equalTo("/problems/source-unavailable"))
                    .body("status", equalTo(503))
                    .body("instance", equalTo("/api/v1/analytics/export/" + format))
                    .body("reference", matchesPattern("[0-9a-f-]{36}"))
                    .body(not(containsString("127.0.0.1")))
                    .body(not(containsString("Exception")))
                    .body("detail", not(containsString("500")));
        }
    }

    @Test
    void metricsBreakingOffBeforeTheFirstJobIsUnavailableNotAFile() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            FakeMetrics.begun(exchange).flush();
            throw new IOException("gone before the first byte");
        });
        get(ann, "csv").then().statusCode(503).header("Retry-After", "5");
    }

    @Test
    void metricsFallingSilentBeforeTheFirstJobIsUnavailable() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            FakeMetrics.begun(exchange).flush();
            // held open, nothing is sent
        });
        get(ann, "csv").then().statusCode(503);
    }

    @Test
    void asManyRequestsForTheHeadAloneAsOneLikesLeaveRoomForExports() {
        var ann = caller();
        FakeMetrics.hands(ann, FULL);
        for (var i = 0; i < 10; i++) {
            given().header("Authorization", ann).head("/api/v1/analytics/export/csv");
        }
        get(ann, "csv").then().statusCode(200);
    }

    @Test
    void readinessDependsOnNothingButThatItIsNotAboutToEnd() {
        given().get(health)
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", everyItem(in(List.of("staying", "Graceful Shutdown"))));
    }

    private static io.restassured.response.Response get(String authorization, String path) {
        return given().header("Authorization", authorization).get("/api/v1/analytics/export/" + path);
    }

    /** Every token is another, so that each test sets its own answers. */
    private static String caller() {
        return Tokens.bearer("default", "ann", "user");
    }

    private static String today() {
        return DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(ZoneOffset.UTC));
    }
}
