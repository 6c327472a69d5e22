package io.opscope.metrics.connector;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.metrics.Sender;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** A tenant with connectors: declares, runs and looks at them as its administrator. */
final class Copies {

    static final String ADDRESS = "/api/v1/connectors";

    /** What is usual in these tests: jobs of a table called work. */
    static final Map<String, Object> MAPPING = Map.of(
            "id", "id",
            "tool", "tool",
            "status", Map.of("column", "state", "values", Map.of("1", "completed", "2", "failed")),
            "created_at", "begun",
            "actual_cost", "cost",
            "provider", Map.of("constant", "press"),
            "attributes.colour", "colour");

    final Sender sender = new Sender();

    RequestSpecification admin() {
        return sender.as("boss", "admin").contentType("application/json");
    }

    ValidatableResponse post(Map<String, Object> connector) {
        return admin().body(connector).post(ADDRESS).then();
    }

    String created(Map<String, Object> connector) {
        return post(connector).statusCode(201).extract().path("id");
    }

    ValidatableResponse patched(String id, Map<String, Object> change) {
        return admin().body(change).patch(ADDRESS + "/" + id).then();
    }

    ValidatableResponse shown(String id) {
        return admin().get(ADDRESS + "/" + id).then().statusCode(200);
    }

    ValidatableResponse ran(String id) {
        return admin().post(ADDRESS + "/" + id + "/run").then().statusCode(200).body("state.running", is(false));
    }

    ValidatableResponse tested(String id) {
        return admin().post(ADDRESS + "/" + id + "/test").then().statusCode(200);
    }

    /** Runs and expects no error and these totals. */
    void assertRun(String id, long accepted, long updated, long duplicates, long rejected) {
        ran(id).body("state.last_error", nullValue())
                .body("state.accepted", is((int) accepted))
                .body("state.updated", is((int) updated))
                .body("state.duplicates", is((int) duplicates))
                .body("state.rejected", is((int) rejected));
    }

    /** What is counted is so many, and the same as what is stored; answers follow within seconds of what was copied. */
    void assertJobs(long total, long completed, String cost) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> sender.get("/api/v1/analytics?days=30")
                .body("total_jobs", is((int) total))
                .body("jobs_by_status.completed", is((int) completed))
                .body("total_cost", Sender.number(cost)));
    }

    /** Fields in pairs, over a declaration. */
    static Map<String, Object> with(Map<String, Object> declared, Object... fields) {
        var changed = new LinkedHashMap<>(declared);
        changed.putAll(Sender.record(fields));
        return changed;
    }

    static void run(DataSource db, String... statements) {
        try (var connection = db.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
