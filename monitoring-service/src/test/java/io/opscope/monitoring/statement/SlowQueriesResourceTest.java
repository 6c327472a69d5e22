package io.opscope.monitoring.statement;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SlowQueriesResourceTest {

    @Inject
    TestSources sources;

    @ConfigProperty(name = "opscope.database.url")
    String url;

    @Test
    void aSlowStatementHasEveryFieldOfTheContract() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS public.slow_one (n int)", "INSERT INTO public.slow_one VALUES (1)");
        awaitTwoReadings();
        // on a busy machine other statements take seconds as well, and ten are answered
        run("SELECT *, pg_sleep(4) FROM public.slow_one");
        var row = "data.find { it.query.contains('public.slow_one') }.";
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("opscope", "?minutes=2")
                .body("status", equalTo("success"))
                .body("unavailable", empty())
                .body("data.size()", lessThanOrEqualTo(10))
                .body(row + "queryId", matchesPattern("-?\\d+"))
                .body(row + "query", equalTo("SELECT *, pg_sleep($1) FROM public.slow_one"))
                .body(row + "executionTime", greaterThanOrEqualTo(4_000f))
                .body(row + "calls", greaterThanOrEqualTo(1))
                .body(row + "totalTime", greaterThanOrEqualTo(4_000f))
                .body(row + "rowsScanned", nullValue())
                .body(row + "shareOfTime", greaterThanOrEqualTo(0f))
                .body(row + "countedFrom", notNullValue())
                .body(row + "countedUntil", notNullValue())
                .body(row + "rowsReturned", greaterThanOrEqualTo(1))
                .body(
                        row + "recommendation",
                        equalTo("No WHERE and no LIMIT: nothing narrows down what is read."
                                + " SELECT * fetches every column: name those that are needed."))
                .body(row + "optimization", nullValue())
                .body(row + "unavailable.field", hasItems("rowsScanned", "optimization"))
                .body(
                        row + "unavailable.find { it.field == 'optimization' }.remedy",
                        matchesPattern(
                                "Install hypopg on the server \\(Debian: postgresql-1[6-9]-hypopg\\), then run CREATE"
                                        + " EXTENSION hypopg; -- in database .*")));
    }

    @Test
    void anIndexIsProposedOnceWhatThatTakesIsThereAndThePlannerHasTriedItAndNoMoreWhenItIsThere() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        try (var debian = new DebianPostgres("shared_preload_libraries=pg_stat_statements");
                var session = debian.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
                var statement = session.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            statement.execute(
                    "CREATE TABLE bill AS SELECT i AS id, i % 5000 AS customer FROM generate_series(1, 100000) i");
            statement.execute("ANALYZE bill");
            statement.execute("CREATE ROLE opscope_monitor LOGIN");
            statement.execute("GRANT pg_monitor TO opscope_monitor");
            sources.add("indexless", "default", debian.port(), "postgres", "opscope_monitor");
            var row = "data.find { it.query == 'SELECT * FROM bill WHERE customer = $1' }.";
            var remedy = row + "unavailable.find { it.field == 'optimization' }.remedy";
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> slowly(statement)
                    .body(remedy, equalTo("CREATE EXTENSION hypopg; -- in database postgres")));
            statement.execute("CREATE EXTENSION hypopg");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> slowly(statement)
                    .body(remedy, startsWith("GRANT pg_read_all_data TO opscope_monitor")));
            statement.execute("GRANT pg_read_all_data TO opscope_monitor");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> slowly(statement)
                    .body(row + "optimization", startsWith("CREATE INDEX CONCURRENTLY ON public.bill (customer);"))
                    .body(row + "recommendation", containsString("SELECT *"))
                    .body(row + "unavailable.field", not(hasItems("optimization"))));
            statement.execute("CREATE INDEX CONCURRENTLY ON public.bill (customer)");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> slowly(statement)
                    .body(row + "optimization", nullValue())
                    .body(row + "unavailable.field", hasItems("optimization")));
        } finally {
            sources.remove("indexless");
        }
    }

    @Test
    void statementsBelowTheLimitAreLeftOut() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        read("opscope", "?minMs=3600000").body("data", empty()).body("unavailable", empty()));
    }

    @Test
    void theMediaTypeOfABodyThatIsNotThereDoesNotMatter() {
        given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                .header("Content-Type", "nonsense")
                .get("/api/performance/data-sources/opscope/slow-queries")
                .then()
                .statusCode(200);
    }

    @Test
    void aBodyOfAMediaTypeThatIsNoneIsRefused() {
        given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                .header("Content-Type", "a/b/c;=")
                .post("/api/performance/data-sources/opscope/slow-queries")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aBadLimitIsNamed() {
        for (var bad : new String[] {"-1", "soon"}) {
            given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                    .get("/api/performance/data-sources/opscope/slow-queries?minMs=" + bad)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("minMs"))
                    .body("detail", containsString(bad));
        }
    }

    @Test
    void whatRanBeforeTheWindowIsNotCounted() throws SQLException {
        var text = "SELECT pg_sleep($1), $2 AS long_ago, $3, $4";
        awaitTwoReadings();
        run("SELECT pg_sleep(5), 'x' AS long_ago, 2, 3");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> read("opscope", "?minutes=5").body("data.query", hasItem(text)));
        try (var session = Superuser.of("monitoring").getConnection()) {
            session.createStatement()
                    .execute("UPDATE statement_cost SET ended_at = ended_at - interval '2 hours' WHERE fingerprint ="
                            + " (SELECT fingerprint FROM statement_text WHERE source_id = 'opscope' AND text = '" + text
                            + "')");
        }
        read("opscope", "?minutes=60").body("data.query", not(hasItem(text)));
        read("opscope", "?minutes=180&minMs=1000").body("data.query", hasItem(text));
    }

    @Test
    void aSourceThatHasNotBeenReadTwiceTellsOfAllRunsAndSaysSo() throws SQLException {
        run("SELECT pg_sleep(1.02), 'x' AS since_reset");
        run("DO $clé$ BEGIN PERFORM pg_sleep(2.5), 's3cret'; END $clé$");
        var port = URI.create(url.substring("jdbc:".length())).getPort();
        sources.add("new-one", "elsewhere", port, "postgres", "opscope_monitor");
        try {
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> given().header("Authorization", Tokens.bearer("elsewhere", "ann", "viewer"))
                            .get("/api/performance/data-sources/new-one/slow-queries")
                            .then()
                            .statusCode(200)
                            .body("degraded", is(true))
                            .body("unavailable[0].reason", containsString("have not been read twice"))
                            .body("data.query", hasItems("DO '...'"))
                            .body("data[0].countedFrom", nullValue())
                            .body("data[0].unavailable.field", hasItems("countedFrom", "countedUntil", "shareOfTime")));
        } finally {
            sources.remove("elsewhere", "new-one");
        }
    }

    @Test
    void aBadWindowIsNamed() {
        for (var bad : new String[] {"0", "-5", "1441", "soon"}) {
            given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                    .get("/api/performance/data-sources/opscope/slow-queries?minutes=" + bad)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("minutes"))
                    .body("detail", containsString(bad));
        }
    }

    @Test
    void withoutTheExtensionTheAnswerIsEmptyAndSaysHowToCreateIt() throws SQLException {
        if (!exists("bare")) {
            run("CREATE DATABASE bare");
        }
        var port = URI.create(url.substring("jdbc:".length())).getPort();
        sources.add("bare", "default", port, "bare", "opscope_monitor");
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("bare", "")
                    .body("status", equalTo("success"))
                    .body("data", empty())
                    .body("degraded", is(true))
                    .body("unavailable[0].field", equalTo("data"))
                    .body(
                            "unavailable[0].remedy",
                            equalTo("CREATE EXTENSION pg_stat_statements; -- in database bare")));
        } finally {
            sources.remove("bare");
        }
    }

    @Test
    void anExtensionThatWasNotUpdatedWithTheServerIsReadFromReadingToReading() throws SQLException {
        if (!exists("behind")) {
            run("CREATE DATABASE behind");
        }
        var port = URI.create(url.substring("jdbc:".length())).getPort();
        var database = (PGSimpleDataSource) Superuser.of("public");
        database.setDatabaseName("behind");
        try (var session = database.getConnection();
                var statement = session.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements VERSION '1.8'");
            sources.add("behind", "default", port, "behind", "opscope_monitor");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> read("behind", "").body("unavailable", empty()));
            statement.execute("SELECT pg_sleep(1), 'behind'");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> read("behind", "?minutes=2")
                    .body("data.find { it.query == 'SELECT pg_sleep($1), $2' }.calls", equalTo(1))
                    .body("degraded", is(false)));
            // what it tells after that, of everything there ever was, is where the next difference begins
            statement.execute("ALTER EXTENSION pg_stat_statements UPDATE");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                statement.execute("SELECT pg_sleep(0.3), 'behind', 'no more'");
                read("behind", "?minutes=2&minMs=200")
                        .body("data.find { it.query == 'SELECT pg_sleep($1), $2, $3' }.calls", greaterThanOrEqualTo(1))
                        .body("data.find { it.query == 'SELECT pg_sleep($1), $2' }.calls", equalTo(1));
            });
        } finally {
            sources.remove("behind");
        }
    }

    @Test
    void anUnknownSourceIsNotFoundAndStrangersAreTurnedAway() {
        given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                .get("/api/performance/data-sources/nothing/slow-queries")
                .then()
                .statusCode(404);
        given().header("Authorization", Tokens.bearer("default", "ann", "user"))
                .get("/api/performance/data-sources/opscope/slow-queries")
                .then()
                .statusCode(403);
        given().get("/api/performance/data-sources/opscope/slow-queries").then().statusCode(401);
    }

    /** What ran before the first of them is in no window. */
    private static void awaitTwoReadings() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> read("opscope", "").body("unavailable", empty()));
    }

    private static boolean exists(String database) throws SQLException {
        try (var session = Superuser.of("public").getConnection();
                var result = session.createStatement()
                        .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
            return result.next();
        }
    }

    private static void run(String... statements) throws SQLException {
        try (var session = Superuser.of("public").getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }

    /** It runs again meanwhile: only what has run since the watch began is answered, once that is known. */
    private static ValidatableResponse slowly(Statement statement) throws SQLException {
        statement.execute("SELECT * FROM bill WHERE customer = 7");
        return read("indexless", "?minMs=0");
    }

    private static ValidatableResponse read(String id, String query) {
        return given().header("Authorization", Tokens.bearer("default", "ann", "viewer"))
                .get("/api/performance/data-sources/" + id + "/slow-queries" + query)
                .then()
                .statusCode(200);
    }
}
