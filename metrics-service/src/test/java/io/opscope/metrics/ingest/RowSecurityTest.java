package io.opscope.metrics.ingest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the database itself lets the service see, were a query ever to forget its tenant. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RowSecurityTest {

    /** Tables without row security, each with why that tells nobody anything. */
    private static final Map<String, String> OPEN = Map.of(
            "counted_by", "which way of counting the rollup rows follow; one row for all tenants",
            "ingest_mark", "that something of a tenant has changed, not what; every replica polls it for all of them",
            "connector_turn", "whose turn a connector's next run is; the schedule looks over all tenants",
            "flyway_schema_history", "which migrations have run; Flyway's own");

    /** Tables that everybody may read and only the tenant may write, likewise. */
    private static final Map<String, String> TO_READ =
            Map.of("policy", "settings without a fact of anyone; every replica reads those of all tenants at once");

    @Inject
    DataSource db;

    @Inject
    Database database;

    private final String tenant = "walls-" + UUID.randomUUID();

    @Test
    void withoutATenantThereAreNoRows() {
        sendOne();
        var closed = new TreeSet<>(tables("c.relrowsecurity AND c.relforcerowsecurity"));
        closed.removeAll(TO_READ.keySet());
        for (var table : closed) {
            var rows = Sql.text("SELECT count(*) AS n FROM " + table).on(db).first(row -> row.integer("n"));
            assertEquals(0, rows.orElseThrow(), table);
        }
    }

    @Test
    void everyTableHasRowSecurityThatItsOwnerCannotPassEither() {
        assertEquals(
                new TreeSet<>(OPEN.keySet()),
                new TreeSet<>(tables("NOT (c.relrowsecurity AND c.relforcerowsecurity)")),
                "A new table needs a policy, or its name here with a reason");
        assertEquals(
                List.of(),
                tables("c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)"
                        + " AND has_table_privilege('opscope_metrics', c.oid, 'SELECT')"));
    }

    @Test
    void onlyWhatIsNamedHereIsReadByAll() {
        assertEquals(
                new TreeSet<>(TO_READ.keySet()),
                new TreeSet<>(tables("EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid"
                        + " AND p.polcmd IN ('r', '*') AND pg_get_expr(p.polqual, p.polrelid) = 'true')")));
    }

    @Test
    void aQueryThatForgetsItsTenantSeesOnlyTheCallers() {
        sendOne();
        assertEquals(1, recordsSeenBy(tenant));
        assertEquals(0, recordsSeenBy(tenant + "-other"));
    }

    @Test
    void nobodyWritesForAnotherTenant() {
        var insert = Sql.text(
                "INSERT INTO directory_entry (tenant_id, kind, id, body) VALUES (:tenant, 'users', 'x', '{}')");
        assertThrows(
                SqlFailedException.class,
                () -> database.write(
                        scope(tenant),
                        tx -> insert.on(tx).set("tenant", "another").run()));
    }

    @Test
    void thePartitionsAreNoWayAroundThePolicies() {
        for (var partition :
                List.of("record_jobs", "record_transactions", "record_others", "rollup_hour", "rollup_day")) {
            assertThrows(
                    SqlFailedException.class,
                    () -> Sql.text("SELECT 1 FROM " + partition).on(db).run(),
                    partition);
        }
    }

    /** The connection goes back to where the next one takes it from, with nothing left on it. */
    @Test
    void questionsOfOneMomentAreIsolatedAndNoOthersAreAfterThem() {
        var isolation = Sql.text("SELECT current_setting('transaction_isolation') AS level");
        for (int i = 0; i < 8; i++) {
            assertEquals("repeatable read", database.<String>readSnapshot(scope(tenant), tx -> isolation
                    .on(tx)
                    .list(row -> row.text("level"))
                    .get(0)));
            assertEquals("read committed", database.<String>read(scope(tenant), tx -> isolation
                    .on(tx)
                    .list(row -> row.text("level"))
                    .get(0)));
        }
    }

    /** Those of the service's tables that no partition is, as far as a condition holds. */
    private static List<String> tables(String condition) {
        return Sql.text("""
                        SELECT c.relname AS name FROM pg_class c
                        WHERE c.relnamespace = 'metrics'::regnamespace AND c.relkind IN ('r', 'p')
                          AND NOT c.relispartition AND %s
                        ORDER BY c.relname""".formatted(condition)).on(Superuser.of("metrics")).list(row -> row.text("name"));
    }

    private long recordsSeenBy(String someone) {
        return database.read(scope(someone), tx -> Sql.text("SELECT count(*) AS n FROM record")
                .on(tx)
                .first(row -> row.integer("n"))
                .orElseThrow());
    }

    private static Scope scope(String tenant) {
        return new Scope(tenant, "boss", Set.of("admin"));
    }

    private void sendOne() {
        given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                .contentType("application/json")
                .body("{\"id\":\"a\",\"created_at\":\"" + Instant.now() + "\"}")
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200);
        given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json")
                .body("{\"email\":\"a@example.org\"}")
                .put("/api/v1/directory/users/a")
                .then()
                .statusCode(200);
    }
}
