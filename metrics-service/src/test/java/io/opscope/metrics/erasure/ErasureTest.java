package io.opscope.metrics.erasure;

import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ErasureTest {

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    /** Some of the records before it, some after, all young enough that seconds are counted however long a test takes. */
    private final Instant hour = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void aRecordOfEveryFamilyIsTakenAwayAndUncounted() {
        for (var family : catalogue.families()) {
            // one of an operator's own has no address of its own
            var address = "/api/v1/" + (family.name().equals("deliveries") ? "records/" : "") + family.name();
            sender.send(family.name(), List.of(of(family.name(), "1", "ann"), of(family.name(), "2", "ann")));
            delete(address + "/1", 204);
            delete(address + "/1", 404);
            Recounted.assertSame(sender.tenant(), family);
            assertEquals(1, records("family_id = " + family.id()), family.name());
            delete(address + "/2", 204);
        }
        assertEquals(0, records("true"));
        assertEquals(0, Recounted.rows(sender.tenant()));
        assertEquals(
                0,
                number("SELECT count(*) AS n FROM rollup WHERE tenant_id = :tenant AND tier > 1"
                        + " AND (0 <> ANY (sums) OR 0 <> ANY (counts))"));
    }

    @Test
    void aRecordThatIsSentAgainAfterItsDeletionIsNew() {
        sender.send("jobs", List.of(of("jobs", "1", "ann")));
        delete("/api/v1/jobs/1", 204);
        sender.get("/api/v1/jobs/1").statusCode(404);
        sender.send("jobs", List.of(of("jobs", "1", "ann")));
        sender.get("/api/v1/jobs/1").statusCode(200);
        assertEquals(1, records("true"));
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
    }

    @Test
    void onlyAnAdministratorTakesAwayAndOnlyOfTheirOwnTenant() {
        sender.send("jobs", List.of(of("jobs", "1", "ann")));
        for (var role : List.of("viewer", "user", "ingest")) {
            sender.as("ann", role).delete("/api/v1/jobs/1").then().statusCode(403);
            sender.as("ann", role).delete("/api/v1/directory/users/ann").then().statusCode(403);
        }
        new Sender().as("boss", "admin").delete("/api/v1/jobs/1").then().statusCode(404);
        assertEquals(1, records("true"));
    }

    @Test
    void whileRecordsAreCountedAnewWhatIsThereIsPutOffAndWhatIsNotIsNotFound() throws Exception {
        sender.send("jobs", List.of(of("jobs", "1", "ann")));
        try (var counting = Superuser.of("metrics").getConnection()) {
            counting.setAutoCommit(false);
            try (var own = counting.prepareStatement(
                    "SELECT pg_advisory_xact_lock(hashtext('opscope edition of ' || ?), 1)")) {
                own.setString(1, sender.tenant());
                own.execute();
            }
            delete("/api/v1/jobs/none", 404);
            delete("/api/v1/records/jobs/none", 404);
            delete("/api/v1/directory/users/nobody?erase=true", 404);
            sender.as("boss", "admin")
                    .delete("/api/v1/jobs/1")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", is(notNullValue()))
                    .body("type", is("/problems/recounting"));
            counting.rollback();
        }
        delete("/api/v1/jobs/1", 204);
    }

    @Test
    void answersFollowADeletion() {
        sender.send("jobs", List.of(of("jobs", "1", "ann"), of("jobs", "2", "bob")));
        assertEquals(2, jobs());
        delete("/api/v1/jobs/1", 204);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> jobs() == 1);
    }

    @Test
    void anEntryIsForgottenWhileTheRecordsStay() {
        sender.put("/api/v1/directory/users/ann", record("email", "ann@example.org"));
        sender.send("jobs", List.of(of("jobs", "1", "ann")));
        delete("/api/v1/directory/users/ann", 204);
        delete("/api/v1/directory/users/ann", 404);
        sender.get("/api/v1/directory/users/ann").statusCode(404);
        assertEquals(1, records("true"));
    }

    @Test
    void anErasedUserIsNowhereAndNobodyElseIsTouched() {
        sender.put("/api/v1/directory/users/ann", record("email", "ann@example.org"));
        sender.put("/api/v1/directory/users/bob", record("email", "bob@example.org"));
        sender.put("/api/v1/directory/accounts/acme", record("name", "Acme", "owners", List.of("ann", "bob")));
        sender.send("jobs", many("jobs", "ann", 2500));
        sender.send("jobs", many("jobs", "bob", 10));
        sender.send("transactions", many("transactions", "ann", 5));
        sender.send("activities", many("activities", "ann", 5));
        sender.send("messages", many("messages", "ann", 5));
        delete("/api/v1/directory/users/ann?erase=true", 204);
        assertEquals(0, records("user_id = 'ann'"));
        assertEquals(10, records("user_id = 'bob'"));
        for (var family : catalogue.families()) {
            Recounted.assertSame(sender.tenant(), family);
        }
        sender.get("/api/v1/directory/users/ann").statusCode(404);
        sender.get("/api/v1/directory/users/bob").statusCode(200);
        sender.get("/api/v1/directory/accounts/acme").body("owners", contains("bob"));
        sender.as("ann", "user").get("/api/v1/jobs").then().body("items", is(empty()));
        delete("/api/v1/directory/users/ann?erase=true", 404);
    }

    @Test
    void aDeletionIsNotedWithoutWhatWasDeleted() {
        sender.send("jobs", many("jobs", "ann", 1200));
        delete("/api/v1/jobs/jobs-ann-0", 204);
        delete("/api/v1/jobs/none", 404);
        delete("/api/v1/directory/users/ann?erase=true", 204);
        var notes = Sql.text("SELECT by_user || ' ' || what || ' ' || records AS note FROM deletion"
                        + " WHERE tenant_id = :tenant ORDER BY at")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .list(row -> row.text("note"));
        assertEquals(List.of("boss jobs/jobs-ann-0 1", "boss users/ann with all records 1199"), notes);
    }

    @Test
    void recordsThatArriveWhileTheyAreDeletedAreCountedWhereTheyAreThere() throws Exception {
        var pool = Executors.newFixedThreadPool(6);
        try {
            var work = new ArrayList<Callable<Object>>();
            for (int round = 0; round < 8; round++) {
                work.add(() -> {
                    sender.send("jobs", many("jobs", "ann", 300));
                    return "";
                });
                work.add(() -> sender.as("boss", "admin").delete("/api/v1/directory/users/ann?erase=true"));
                work.add(() -> sender.as("boss", "admin").delete("/api/v1/jobs/jobs-ann-7"));
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
        delete("/api/v1/directory/users/ann?erase=true", records("true") > 0 ? 204 : 404);
        assertEquals(0, Recounted.rows(sender.tenant()));
    }

    @Test
    void anErasedUserIsNotAmongDistinctUsersAnyMore() {
        sender.send("activities", many("activities", "ann", 3));
        sender.send("activities", many("activities", "bob", 3));
        delete("/api/v1/directory/users/ann?erase=true", 204);
        ask("count").body("data.rows[0].value", is(3));
        ask("distinct").body("data.rows[0].value", is(1)).body("data.exact", is(false));
    }

    private ValidatableResponse ask(String aggregation) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(Map.of("metric", "activities", "aggregation", aggregation))
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(200);
    }

    @Test
    void theListingHasTheOthersStill() {
        sender.send("transactions", many("transactions", "ann", 3));
        delete("/api/v1/transactions/transactions-ann-1", 204);
        sender.get("/api/v1/transactions")
                .body("items.id", containsInAnyOrder("transactions-ann-0", "transactions-ann-2"));
    }

    private List<Map<String, Object>> many(String family, String user, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of(family, family + "-" + user + "-" + i, user))
                .toList();
    }

    /** A record that is good for any family. */
    private Map<String, Object> of(String family, String id, String user) {
        var at = hour.plusSeconds(id.hashCode() % 1800).toString();
        var fields = record("id", id, "status", "completed");
        switch (family) {
            case "jobs" -> fields.putAll(record("user_id", user, "created_at", at, "actual_cost", 1.5, "tool", "gem"));
            case "transactions" -> fields.putAll(record("user_id", user, "created_at", at, "amount", 3));
            case "activities" -> fields.putAll(record("user_id", user, "at", at, "action", "login"));
            case "messages" -> fields.putAll(record("submitted_at", at, "account_id", "acme", "credits", 2));
            case "deliveries" -> fields.putAll(record("user_id", user, "handed_over_at", at, "weight_kg", 3));
            case "measurements" -> fields.putAll(record("app", "shop", "name", "load", "value", 7, "at", at));
            default -> fields.putAll(record("app", "shop", "level", "info", "message", "hello", "at", at));
        }
        return fields;
    }

    private void delete(String address, int status) {
        sender.as("boss", "admin").delete(address).then().statusCode(status);
    }

    private int jobs() {
        return sender.get("/api/v1/analytics?days=2")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getInt("total_jobs");
    }

    private long records(String condition) {
        return number("SELECT count(*) AS n FROM record WHERE tenant_id = :tenant AND " + condition);
    }

    private long number(String sql) {
        return Recounted.number(sender.tenant(), sql);
    }
}
