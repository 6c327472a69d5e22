package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Accounts, keys, sessions and the audit, as an admin sees and changes them. */
@QuarkusTest
class AdministrationTest extends GatewayTest {

    @Inject
    DataSource db;

    @Inject
    AuditStore audit;

    @Inject
    SessionStore sessions;

    @Inject
    SweepJob job;

    /** An admin of another tenant. */
    private static Foreigner foreigner() {
        var model = person("admin");
        var foreign = new Foreigner(UUID.randomUUID().toString(), UUID.randomUUID() + "@elsewhere.example");
        Sql.text("-- Somebody of another tenant, with the password of all tests.\n"
                        + "INSERT INTO account SELECT :id, 'elsewhere', :email, full_name, password_hash, roles, true, now(), now(),"
                        + " NULL, now() FROM account WHERE id = :model")
                .on(Superuser.of("gateway"))
                .set("id", foreign.id())
                .set("email", foreign.email())
                .set("model", model.id())
                .run();
        asAdmin().delete("/api/v1/users/" + model.id()).then().statusCode(204);
        return foreign;
    }

    private static JsonPath auditOf(String token, String parameter, String value) {
        return as(token)
                .queryParam(parameter, value)
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static int status(String token) {
        return as(token).get("/api/v1/me").statusCode();
    }

    @Test
    void peopleAreFoundByPartsOfTheirAddressOrNameWhateverTheLetters() {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        var email = "A%b_" + mark + "@example.com";
        var id = asAdmin()
                .body(Map.of(
                        "email", email, "password", PASSWORD, "full_name", "Zoë Ω " + mark, "roles", List.of("user")))
                .post("/api/v1/users")
                .<String>path("id");
        for (var sought : List.of(mark, mark.toUpperCase(Locale.ROOT), "a%B_" + mark, "zoë ω " + mark)) {
            asAdmin()
                    .queryParam("q", sought)
                    .get("/api/v1/users")
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(id));
        }
        for (var sought : List.of("%" + mark, "_" + mark + "x", "!" + mark, "' OR 1=1 --" + mark)) {
            var found = asAdmin()
                    .queryParam("q", sought)
                    .get("/api/v1/users")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertTrue(found.getList("items").size() <= 1, sought);
        }
        asAdmin().queryParam("q", "x" + "%" + mark).get("/api/v1/users").then().body("items", empty());
        asAdmin().queryParam("q", "x".repeat(201)).get("/api/v1/users").then().statusCode(400);
    }

    @Test
    void peopleSeeWhereTheyAreSignedInAndEndTheOthers() {
        // Given
        var person = person("user");
        var here = json().header("User-Agent", "curl/8 (test)")
                .body(Map.of("email", person.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .<String>path("access_token");
        var there = person.token();
        var third = person.token();
        // When
        var listed = as(here).get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // Then
        assertEquals(3, listed.getList("items").size());
        assertEquals(List.of(false, false, true), listed.getList("items.current"));
        assertEquals("curl/8 (test)", listed.getString("items[2].user_agent"));
        assertEquals("127.0.0.1", listed.getString("items[2].address"));
        // When one is ended, and then all others
        as(here).delete("/api/v1/sessions/" + listed.getString("items[0].id"))
                .then()
                .statusCode(204);
        assertEquals(List.of(200, 200, 401), List.of(status(here), status(there), status(third)));
        as(here).delete("/api/v1/sessions").then().statusCode(204);
        assertEquals(List.of(200, 401), List.of(status(here), status(there)));
        as(here).delete("/api/v1/sessions/" + listed.getString("items[0].id"))
                .then()
                .statusCode(404);
    }

    @Test
    void anAdminSeesAndEndsSessionsOfOthersAndOthersDoNot() {
        // Given
        var person = person("user");
        var token = person.token();
        var second = person.token();
        var other = person("viewer").token();
        var sessions = asAdmin()
                .queryParam("user_id", person.id())
                .get("/api/v1/sessions")
                .jsonPath()
                .getList("items.id");
        assertEquals(2, sessions.size());
        // Then
        as(other)
                .queryParam("user_id", person.id())
                .get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .body("items", empty());
        as(other)
                .delete("/api/v1/sessions/" + sessions.get(0))
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
        as(other).delete("/api/v1/users/" + person.id() + "/sessions").then().statusCode(403);
        // When
        asAdmin().delete("/api/v1/sessions/" + sessions.get(0)).then().statusCode(204);
        assertEquals(List.of(200, 401), List.of(status(token), status(second)));
        asAdmin().delete("/api/v1/users/" + person.id() + "/sessions").then().statusCode(204);
        assertEquals(401, status(token));
    }

    @Test
    void anAdminLetsInAgainWhoWasLockedOut() {
        // Given
        var person = person("user");
        var body = Map.of("email", person.email(), "password", "wrong");
        for (var i = 0; i < 5; i++) {
            json().body(body).post("/api/v1/auth/login").then().statusCode(401);
        }
        json().body(Map.of("email", person.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(429);
        // When
        asAdmin().delete("/api/v1/users/" + person.id() + "/lock-out").then().statusCode(204);
        // Then
        signIn(person.email(), PASSWORD);
        var seen = auditOf(asAdminToken(), "subject_id", person.id());
        assertEquals(
                List.of(
                        "sign_in",
                        "lock_out_lifted",
                        "lock_out",
                        "sign_in",
                        "sign_in",
                        "sign_in",
                        "sign_in",
                        "sign_in",
                        "user_created"),
                seen.getList("items.action"));
        assertEquals(
                List.of("done", "done", "failed", "failed", "failed", "failed", "failed", "failed", "done"),
                seen.getList("items.outcome"));
    }

    @Test
    void whoTriesToSignInToAnAccountThatIsShutShowsUpInItsTenantsAuditAndIsToldNothing() {
        // Given
        var person = person("user");
        asAdmin()
                .body(Map.of("is_active", false))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        // When
        var answers = new HashSet<String>();
        for (var password : List.of(PASSWORD, "not that one")) {
            answers.add(json().body(Map.of("email", person.email(), "password", password))
                    .post("/api/v1/auth/login")
                    .then()
                    .statusCode(401)
                    .extract()
                    .asString());
        }
        // Then
        assertEquals(1, answers.size(), "That the password was right is not told");
        var seen = auditOf(asAdminToken(), "subject_id", person.id());
        assertEquals(List.of("sign_in", "sign_in", "user_disabled", "user_created"), seen.getList("items.action"));
        assertEquals(List.of("failed", "failed", "done", "done"), seen.getList("items.outcome"));
    }

    private static String asAdminToken() {
        return signIn(ADMIN, PASSWORD).getString("access_token");
    }

    @Test
    void whatIsDoneIsWrittenDownWithWhoAndWhomAndFromWhere() {
        // Given
        var person = person("user");
        var signedIn = signIn(person.email(), PASSWORD);
        var token = signedIn.getString("access_token");
        // When
        var key = as(token)
                .body(Map.of("name", "mine", "roles", List.of("user")))
                .post("/api/v1/keys")
                .<String>path("id");
        as(token).delete("/api/v1/keys/" + key).then().statusCode(204);
        as(token)
                .body(Map.of("current_password", "wrong", "new_password", "another horse entirely"))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(400);
        as(token)
                .body(Map.of("current_password", PASSWORD, "new_password", "another horse entirely"))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(204);
        as(token).post("/api/v1/auth/logout").then().statusCode(204);
        asAdmin()
                .body(Map.of("roles", List.of("viewer"), "is_active", false))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        asAdmin()
                .body(Map.of("is_active", true, "full_name", "Other"))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        asAdmin().delete("/api/v1/users/" + person.id()).then().statusCode(204);
        // Then
        var done = auditOf(asAdminToken(), "actor_id", person.id());
        assertEquals(
                List.of("sign_out", "password_changed", "password_changed", "key_revoked", "key_created", "sign_in"),
                done.getList("items.action"));
        assertEquals(List.of("done", "done", "failed", "done", "done", "done"), done.getList("items.outcome"));
        assertEquals("127.0.0.1", done.getString("items[4].address"));
        assertEquals("access_token", done.getString("items[4].actor_via"));
        assertEquals(key, done.getString("items[4].subject_id"));
        assertTrue(Instant.parse(done.getString("items[0].at"))
                .isAfter(Instant.now().minusSeconds(60)));
        var suffered = auditOf(asAdminToken(), "subject_id", person.id());
        assertEquals(
                List.of(
                        "user_removed",
                        "user_enabled",
                        "user_changed",
                        "user_disabled",
                        "roles_changed",
                        "password_changed",
                        "password_changed",
                        "sign_in",
                        "user_created"),
                suffered.getList("items.action"));
        assertEquals("user -> viewer", suffered.getString("items[4].detail"));
        assertEquals(
                suffered.getString("items[3].reference"),
                suffered.getString("items[4].reference"),
                "What one request does has one reference");
    }

    @Test
    void noSecretAndNothingThatWasTypedStandsInTheAudit() {
        var typed = "my-password-" + UUID.randomUUID();
        json().body(Map.of("email", typed, "password", typed))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
        var key = key("62", "user").getString("key");
        var all = Sql.text("-- All of it.\nSELECT string_agg(a::text, ' ') AS all_of_it FROM audit a")
                .on(Superuser.of("gateway"))
                .list(row -> row.text("all_of_it"))
                .get(0);
        assertFalse(all.contains(typed) || all.contains(PASSWORD) || all.contains(key.substring(17)));
    }

    @Test
    void aRefreshTokenThatComesTwiceIsWrittenDown() {
        var person = person("user");
        var token = signIn(person.email(), PASSWORD).getString("refresh_token");
        for (var status : List.of(200, 401)) {
            json().body(Map.of("refresh_token", token))
                    .post("/api/v1/auth/refresh")
                    .then()
                    .statusCode(status);
        }
        asAdmin()
                .queryParam("subject_id", token.substring(0, token.indexOf('.')))
                .get("/api/v1/audit")
                .then()
                .body("items.action", contains("refresh_reused"))
                .body("items.actor_via", contains("refresh_token"))
                .body("items.outcome", contains("failed"));
    }

    @Test
    void everythingThatIsWrittenDownCanBeLookedForInTheDashboard() {
        var script = given().get("/app/pages/audit.js")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        for (var action : AuditAction.values()) {
            assertTrue(script.contains("'" + action.text() + "'"), action.text());
        }
    }

    @Test
    void theAuditIsPagedWithoutGapsAndFiltered() {
        // Given
        var person = person("user");
        for (var i = 0; i < 4; i++) {
            person.token();
        }
        // When
        var read = new ArrayList<String>();
        String cursor = null;
        do {
            var request = asAdmin().queryParam("limit", 2).queryParam("subject_id", person.id());
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/v1/audit")
                    .jsonPath();
            read.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        // Then
        assertEquals(5, read.size());
        assertEquals(5, new HashSet<>(read).size());
        asAdmin()
                .queryParam("subject_id", person.id())
                .queryParam("action", "user_created")
                .get("/api/v1/audit")
                .then()
                .body("items.id", contains(read.get(4)));
        asAdmin()
                .queryParam("subject_id", person.id())
                .queryParam("from", "2199-01-01T00:00:00Z")
                .get("/api/v1/audit")
                .then()
                .body("items", empty());
        asAdmin()
                .queryParam("subject_id", person.id())
                .queryParam("until", "2020-01-01T00:00:00Z")
                .get("/api/v1/audit")
                .then()
                .body("items", empty());
        for (var wrong : Map.of("action", "x", "outcome", "x", "cursor", "x", "from", "x", "limit", "0")
                .entrySet()) {
            asAdmin()
                    .queryParam(wrong.getKey(), wrong.getValue())
                    .get("/api/v1/audit")
                    .then()
                    .statusCode(400)
                    .contentType(PROBLEM)
                    .body("parameter", equalTo(wrong.getKey()));
        }
        as(person("viewer").token()).get("/api/v1/audit").then().statusCode(403);
    }

    @Test
    void nobodyReachesAcrossTenants() {
        // Given
        var foreign = foreigner();
        var foreignToken = foreign.token();
        var person = person("user");
        var session = signIn(person.email(), PASSWORD);
        var sessionId = session.getString("refresh_token").split("\\.")[0];
        var key = as(session.getString("access_token"))
                .body(Map.of("name", "k", "roles", List.of("user")))
                .post("/api/v1/keys")
                .<String>path("id");
        // Then
        for (var path : List.of(
                "/api/v1/users/" + person.id(),
                "/api/v1/users/" + person.id() + "/lock-out",
                "/api/v1/users/" + person.id() + "/sessions",
                "/api/v1/sessions/" + sessionId,
                "/api/v1/keys/" + key)) {
            as(foreignToken).delete(path).then().statusCode(404).contentType(PROBLEM);
        }
        as(foreignToken).get("/api/v1/users/" + person.id()).then().statusCode(404);
        as(foreignToken)
                .body(Map.of("roles", List.of("admin")))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(404);
        as(foreignToken)
                .queryParam("limit", 1000)
                .get("/api/v1/users")
                .then()
                .body("items.id", not(hasItem(person.id())));
        as(foreignToken)
                .queryParam("user_id", person.id())
                .get("/api/v1/sessions")
                .then()
                .body("items", empty());
        as(foreignToken)
                .queryParam("cursor", sessionId)
                .get("/api/v1/sessions")
                .then()
                .body("items", empty());
        as(foreignToken)
                .queryParam("user_id", person.id())
                .get("/api/v1/keys")
                .then()
                .body("items", empty());
        as(foreignToken).queryParam("cursor", key).get("/api/v1/keys").then().body("items", empty());
        as(foreignToken)
                .queryParam("subject_id", person.id())
                .get("/api/v1/audit")
                .then()
                .body("items", empty());
        asAdmin()
                .queryParam("actor_id", foreign.id())
                .get("/api/v1/audit")
                .then()
                .body("items", empty());
        auditOf(foreignToken, "action", "sign_in");
        assertEquals(200, status(session.getString("access_token")));
    }

    @Test
    void theServiceCannotChangeWhatIsWrittenDown() {
        for (var change : List.of("UPDATE audit SET outcome = 'done'", "DELETE FROM audit", "TRUNCATE audit")) {
            var refused = assertThrows(
                    SqlFailedException.class,
                    () -> Sql.text("-- As the runtime role.\n" + change).on(db).run());
            assertEquals("42501", refused.state());
        }
    }

    @Test
    void nothingYoungerThanThirtyDaysIsForgottenWhoeverAsks() {
        var person = person("user");
        Sql.text(
                        "-- Long ago.\nINSERT INTO audit (at, tenant_id, action, outcome, actor_via, subject_kind, subject_id, reference)"
                                + " VALUES (now() - interval '31 days', 'default', 'sign_in', 'done', 'password', 'user', :id, 'old')")
                .on(Superuser.of("gateway"))
                .set("id", person.id())
                .run();
        assertEquals(
                2,
                auditOf(asAdminToken(), "subject_id", person.id())
                        .getList("items")
                        .size());
        assertTrue(audit.forgetBefore(Instant.now().plus(Duration.ofDays(1))) >= 1);
        assertEquals(
                List.of("user_created"),
                auditOf(asAdminToken(), "subject_id", person.id()).getList("items.action"));
    }

    private static void asSuperuser(String statement) {
        Sql.text(statement).on(Superuser.of("gateway")).run();
    }

    private static long count(String rows) {
        return Sql.text("-- How many there are.\nSELECT count(*) AS there FROM " + rows)
                .on(Superuser.of("gateway"))
                .list(row -> row.integer("there"))
                .get(0);
    }

    @Test
    void muchThatIsOldIsForgottenSomeAtATimeAndOfNobodysTriesWhatIsOlderThanAMonth() {
        // Given
        var mark = UUID.randomUUID().toString();
        asSuperuser(
                "-- Long ago, and a month ago.\nINSERT INTO audit"
                        + " (at, tenant_id, action, outcome, actor_via, subject_kind, reference)"
                        + " SELECT now() - s.age, s.tenant, 'sign_in', 'failed', 'password', 'user', '" + mark + "'"
                        + " FROM (VALUES (interval '500 days', 'default', 12000), ('31 days', NULL, 6000),"
                        + " ('31 days', 'default', 3), ('29 days', NULL, 4)) AS s (age, tenant, times), generate_series(1, s.times)");
        var written = "audit WHERE reference = '" + mark + '\'';
        // When
        var atOnce = audit.forgetBefore(Instant.now().minus(Duration.ofDays(400)));
        // Then
        assertTrue(atOnce > 0 && atOnce <= 10_000, "at once " + atOnce);
        assertTrue(count(written) >= 8_000);
        job.sweepAudit();
        assertEquals(7, count(written));
    }

    @Test
    void sessionsThatWereOverLongAgoAreForgottenSomeAtATime() {
        // Given
        var person = person("user");
        var open = person.token();
        asSuperuser("-- Over, each half in one way.\nINSERT INTO session"
                + " (id, tenant_id, account_id, generation, browser, created_at, expires_at, ended_at)"
                + " SELECT gen_random_uuid(), 'default', '" + person.id() + "', 1, false, now() - interval '99 days',"
                + " now() + CASE i % 2 WHEN 0 THEN interval '1 day' ELSE interval '-40 days' END,"
                + " CASE i % 2 WHEN 0 THEN now() - interval '40 days' END FROM generate_series(1, 12000) i");
        // When
        var atOnce = sessions.forgetBefore(Instant.now().minus(Duration.ofDays(30)));
        // Then
        assertEquals(10_000, atOnce);
        job.sweepSessions();
        assertEquals(1, count("session WHERE account_id = '" + person.id() + '\''));
        assertEquals(200, status(open));
    }

    @Test
    void aSessionThatMerelyExpiredWasNotCopied() {
        // Given
        var person = person("user");
        var token = signIn(person.email(), PASSWORD).getString("refresh_token");
        var session = token.substring(0, token.indexOf('.'));
        asSuperuser("-- Over.\nUPDATE session SET expires_at = now() - interval '1 s' WHERE id = '" + session + '\'');
        // When
        for (var i = 0; i < 2; i++) {
            json().body(Map.of("refresh_token", token))
                    .post("/api/v1/auth/refresh")
                    .then()
                    .statusCode(401);
        }
        // Then
        assertEquals(List.of(), auditOf(asAdminToken(), "subject_id", session).getList("items"));
        assertEquals(1, count("session WHERE ended_at IS NULL AND id = '" + session + '\''));
    }

    @Test
    void whatIsSaidAgainAsItStandsChangesNothing() {
        // Given
        var person = person("user", "viewer");
        var token = person.token();
        // When
        asAdmin()
                .body(Map.of(
                        "email",
                        person.email(),
                        "full_name",
                        " Somebody ",
                        "roles",
                        List.of("viewer", "user", "viewer"),
                        "is_active",
                        true))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        // Then
        assertEquals(200, status(token));
        assertEquals(
                List.of("sign_in", "user_created"),
                auditOf(asAdminToken(), "subject_id", person.id()).getList("items.action"));
    }

    @Test
    void whatIsNotDoneIsNotWrittenDown() {
        var person = person("user");
        asAdmin()
                .body(Map.of("email", ADMIN))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(409);
        asAdmin().delete("/api/v1/keys/nobody").then().statusCode(404);
        assertEquals(
                List.of("user_created"),
                auditOf(asAdminToken(), "subject_id", person.id()).getList("items.action"));
        assertEquals(List.of(), auditOf(asAdminToken(), "subject_id", "nobody").getList("items"));
    }

    @Test
    void aSessionEndedByAnAdminEndsItsCookieToo() {
        var person = person("user");
        var cookies = json().body(Map.of("email", person.email(), "password", PASSWORD, "session", true))
                .post("/api/v1/auth/login")
                .cookies();
        given().cookies(cookies).get("/api/v1/me").then().statusCode(200);
        asAdmin().delete("/api/v1/users/" + person.id() + "/sessions").then().statusCode(204);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> given().cookies(cookies).get("/api/v1/me").statusCode() == 401);
    }

    private record Foreigner(String id, String email) {
        String token() {
            return signIn(email, PASSWORD).getString("access_token");
        }
    }
}
