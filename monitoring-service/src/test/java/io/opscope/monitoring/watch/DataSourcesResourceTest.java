package io.opscope.monitoring.watch;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.BlackHole;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DataSourcesResourceTest {

    private static final String ADDRESS = "/api/performance/data-sources";

    @Inject
    TestSources sources;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @Test
    void theSuitesOwnDatabaseIsTheFirstSourceWithEveryFieldOfTheContract() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("viewer")
                .body("status", equalTo("success"))
                .body("data[0].id", equalTo("opscope"))
                .body("data[0].name", equalTo("Opscope PostgreSQL"))
                .body("data[0].type", equalTo("postgresql"))
                .body("data[0].status", equalTo("healthy"))
                .body("data[0].uptime", matchesPattern("\\d+d \\d+h \\d+m"))
                .body("data[0].uptimeSeconds", instanceOf(Integer.class))
                .body("data[0].responseTime", instanceOf(Float.class))
                .body("data[0].responseTime", greaterThan(0f))
                .body("data[0].avgResponseTime", greaterThan(0f))
                .body("data[0].minResponseTime", greaterThan(0f))
                .body("data[0].maxResponseTime", greaterThan(0f))
                .body("data[0].connections", greaterThanOrEqualTo(1))
                .body("data[0].connectionLimit", equalTo(197))
                .body("data[0].errors", instanceOf(Integer.class))
                .body("data[0].databaseSizeBytes", greaterThan(1_000_000))
                .body("data[0].lastChecked", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("data[0].metrics.queries", notNullValue())
                .body("data[0].metrics.queries", greaterThanOrEqualTo(0f)));
    }

    @Test
    void theMeanLiesBetweenTheLeastAndTheGreatest() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var body = read("viewer").extract().jsonPath();
            var least = body.getDouble("data[0].minResponseTime");
            var mean = body.getDouble("data[0].avgResponseTime");
            var greatest = body.getDouble("data[0].maxResponseTime");
            org.hamcrest.MatcherAssert.assertThat(mean, greaterThanOrEqualTo(least - 0.001));
            org.hamcrest.MatcherAssert.assertThat(greatest + 0.001, greaterThanOrEqualTo(mean));
        });
    }

    @Test
    void theMachineOfAServerThatIsProvenToBeOnThisOneIsRead() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("admin")
                .body("data[0].metrics.cpu", both(greaterThanOrEqualTo(0f)).and(lessThanOrEqualTo(100f)))
                .body("data[0].metrics.memory", both(greaterThan(0f)).and(lessThanOrEqualTo(100f)))
                .body("data[0].metrics.disk", both(greaterThan(0f)).and(lessThanOrEqualTo(100f)))
                .body("data[0].metrics.from.cpu", startsWith("proc"))
                .body("data[0].metrics.from.memory", startsWith("proc"))
                .body("data[0].metrics.from.disk", equalTo("proc"))
                .body("data[0].unavailable.field", not(hasItem(startsWith("metrics."))))
                .body("data[0].unavailable.remedy", everyItem(not(emptyString()))));
    }

    @Test
    void noAnswerCarriesAPasswordOrTheRoleItIsReadWith() {
        var body = read("admin").extract().asString();
        org.hamcrest.MatcherAssert.assertThat(body, not(containsString("for tests only")));
        org.hamcrest.MatcherAssert.assertThat(body, not(containsString("password")));
    }

    @Test
    void aHangingSourceGoesDownWhileTheAnswerStaysQuick() {
        try (var hole = new BlackHole()) {
            sources.add("hanging", "default", hole.port(), "postgres", "opscope_monitor");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("viewer")
                    .time(lessThan(1_000L))
                    .body("degraded", is(true))
                    .body("data.find { it.id == 'hanging' }.status", equalTo("down"))
                    .body("data.find { it.id == 'hanging' }.errors", greaterThanOrEqualTo(2))
                    .body("data.find { it.id == 'hanging' }.uptime", nullValue())
                    .body("data.find { it.id == 'hanging' }.responseTime", nullValue())
                    .body("data.find { it.id == 'hanging' }.connections", nullValue())
                    .body(
                            "data.find { it.id == 'hanging' }.unavailable.find { it.field == 'uptime' }.reason",
                            equalTo("No connection to the source could be made"))
                    .body(
                            "data.find { it.id == 'hanging' }.unavailable.find { it.field == 'uptime' }.remedy",
                            containsString("POST /api/v1/data-sources/hanging/test"))
                    .body("data.find { it.id == 'opscope' }.status", equalTo("healthy")));
        } finally {
            sources.remove("hanging");
        }
    }

    @Test
    void aSourceThatRefusesIsDownAtOnce() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        sources.add("refusing", "default", port, "postgres", "opscope_monitor");
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("viewer")
                    .body("data.find { it.id == 'refusing' }.status", equalTo("down")));
        } finally {
            sources.remove("refusing");
        }
    }

    @Test
    void anotherTenantSeesNoneOfIt() {
        given().header("Authorization", Tokens.bearer("elsewhere", "ann", "admin"))
                .get(ADDRESS)
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("data", empty());
    }

    @Test
    void plainUsersAndRecordWritersAreForbidden() {
        for (var role : List.of("user", "ingest")) {
            given().header("Authorization", Tokens.bearer("default", "ann", role))
                    .get(ADDRESS)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("status", equalTo(403));
        }
    }

    @Test
    void withoutATokenNothingIsTold() {
        given().get(ADDRESS).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void probesAreKeptInTheTable() {
        await().atMost(Duration.ofSeconds(60)).until(() -> probes() > 0);
    }

    @Test
    void theStatusAndTheResponseTimeAreGauges() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(metrics)
                .then()
                .statusCode(200)
                .body(
                        containsString(
                                "opscope_source_status{source=\"opscope\",status=\"healthy\",tenant=\"default\",type=\"postgresql\"} 1.0"))
                .body(containsString(
                        "opscope_source_response_seconds{source=\"opscope\",tenant=\"default\",type=\"postgresql\"}")));
    }

    @Test
    void readinessDoesNotDependOnTheDatabaseOrRedis() {
        given().get(health)
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", not(hasItem(containsString("Database"))))
                .body("checks.name", not(hasItem(containsString("Redis"))));
        given().get(health.toString() + "/live").then().statusCode(200).body("checks", empty());
    }

    private static long probes() throws SQLException {
        try (var session = Superuser.of("monitoring").getConnection();
                var result = session.createStatement()
                        .executeQuery("SELECT count(*) FROM probe WHERE source_id = 'opscope' AND response_ms > 0")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static ValidatableResponse read(String role) {
        return given().header("Authorization", Tokens.bearer("default", "ann", role))
                .get(ADDRESS)
                .then()
                .statusCode(200);
    }
}
