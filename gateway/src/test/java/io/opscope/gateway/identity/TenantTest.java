package io.opscope.gateway.identity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tenants, as operators and as other admins see and change them. */
@QuarkusTest
class TenantTest extends GatewayTest {

    private static final String TENANTS = "/api/v1/tenants";

    private static Map<String, Object> wanted(String id, String email) {
        return Map.of(
                "id",
                id,
                "name",
                "Acme & Söhne",
                "admin",
                Map.of("email", email, "password", PASSWORD, "full_name", "Their admin"));
    }

    private static House house() {
        var id = "t-" + UUID.randomUUID();
        var email = UUID.randomUUID() + "@elsewhere.example";
        var admin = asAdmin()
                .body(wanted(id, email))
                .post(TENANTS)
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("is_active", equalTo(true))
                .extract()
                .<String>path("admin_id");
        return new House(id, admin, email);
    }

    private static void shut(House house, boolean active) {
        asAdmin()
                .body(Map.of("is_active", active))
                .patch(TENANTS + "/" + house.id())
                .then()
                .statusCode(200)
                .body("is_active", equalTo(active));
    }

    private static int status(String token) {
        return as(token).get("/api/v1/me").statusCode();
    }

    @Test
    void anOperatorMakesATenantWithItsFirstAdminWhoIsAtHomeThereAndNowhereElse() {
        // When
        var house = house();
        // Then
        var token = house.token();
        as(token)
                .get("/api/v1/me")
                .then()
                .body("tenant", equalTo(house.id()))
                .body("roles", contains("admin"))
                .body("id", equalTo(house.admin()));
        as(token).get("/api/v1/users").then().body("items.id", contains(house.admin()));
        asAdmin().get("/api/v1/users/" + house.admin()).then().statusCode(404);
        asAdmin()
                .get(TENANTS + "/" + house.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Acme & Söhne"))
                .body("accounts", equalTo(1))
                .body("keys", equalTo(0));
    }

    @Test
    void anAdminOfAnotherTenantNeitherListsNorReadsNorChangesNorMakesOne() {
        // Given
        var house = house();
        var other = house();
        var token = house.token();
        // Then
        as(token)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(house.id()))
                .body("next_cursor", nullValue());
        as(token).queryParam("cursor", "0").get(TENANTS).then().body("items.id", contains(house.id()));
        for (var id : List.of("default", other.id(), "none-of-that-id", house.id() + "%", "' OR 1=1 --")) {
            var expected = as(token)
                    .get(TENANTS + "/{id}", id)
                    .then()
                    .statusCode(404)
                    .contentType(PROBLEM)
                    .extract()
                    .<String>path("detail");
            assertEquals("There is no tenant '" + id + "'", expected);
            as(token)
                    .body(Map.of("name", "Mine"))
                    .patch(TENANTS + "/{id}", id)
                    .then()
                    .statusCode(404);
            as(token)
                    .body(Map.of("is_active", false))
                    .patch(TENANTS + "/{id}", id)
                    .then()
                    .statusCode(404);
        }
        as(token)
                .body(wanted("t-" + UUID.randomUUID(), UUID.randomUUID() + "@example.com"))
                .post(TENANTS)
                .then()
                .statusCode(403)
                .contentType(PROBLEM);
        // whether a tenant is shut is nothing its own admins decide, in either direction
        for (var active : List.of(true, false)) {
            as(token)
                    .body(Map.of("name", "Renamed?", "is_active", active))
                    .patch(TENANTS + "/" + house.id())
                    .then()
                    .statusCode(403);
        }
        as(token)
                .body(Map.of("name", "  Renamed  "))
                .patch(TENANTS + "/" + house.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"));
        assertEquals(200, status(other.token()));
    }

    @Test
    void onlyAdminsAskAndOnlyThoseOfTheFirstTenantReachOverItsBorder() {
        for (var role : List.of("viewer", "user")) {
            as(person(role).token()).get(TENANTS).then().statusCode(403);
            as(person(role).token()).get(TENANTS + "/default").then().statusCode(403);
        }
        var house = house();
        asAdmin().queryParam("limit", 1000).get(TENANTS).then().body("items.id", hasItems("default", house.id()));
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var request = asAdmin().queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get(TENANTS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        assertTrue(seen.contains(house.id()), "paged without a gap");
        assertEquals(seen.stream().sorted().distinct().toList(), seen);
    }

    @Test
    void whateverPeopleOfAShutTenantShowIsGoodForNothing() {
        // Given
        var house = house();
        var signedIn = signIn(house.email(), PASSWORD);
        var token = signedIn.getString("access_token");
        var key = as(token)
                .body(Map.of("name", "script", "roles", List.of("admin"), "scopes", List.of("read", "admin")))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("key");
        var said = OutsideIssuerTest.saying("boss");
        said.put("tenant", house.id());
        var outsider = OutsideIssuerTest.signed("/rs256", said);
        assertEquals(List.of(200, 200, 200), List.of(status(token), status(key), status(outsider)));
        // When
        shut(house, false);
        // Then
        assertEquals(List.of(401, 401, 401), List.of(status(token), status(key), status(outsider)));
        assertEquals(401, as(token).get(FORWARDED).statusCode());
        assertEquals(401, as(key).get(FORWARDED).statusCode());
        json().body(Map.of("refresh_token", signedIn.getString("refresh_token")))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401);
        var right = json().body(Map.of("email", house.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        var wrong = json().body(Map.of("email", house.email(), "password", "not that one"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertEquals(wrong, right, "Nobody is told that it is the tenant");
        // When it is open again
        shut(house, true);
        // Then keys and the issuer's people are back, and what was signed in is not
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> List.of(200, 200)
                .equals(List.of(status(key), status(outsider))));
        assertEquals(401, status(token));
        assertEquals(200, status(house.token()));
        // and the tries are told to the tenant itself
        as(house.token())
                .queryParam("outcome", "failed")
                .get("/api/v1/audit")
                .then()
                .body("items.action", contains("sign_in", "sign_in"))
                .body("items.subject_id", contains(house.admin(), house.admin()));
    }

    @Test
    void bothTenantsReadWhatWasDoneAndTheOtherNotByWhom() {
        // Given
        var operator = asAdmin().get("/api/v1/me").<String>path("id");
        var house = house();
        // When
        asAdmin()
                .body(Map.of("name", "Another"))
                .patch(TENANTS + "/" + house.id())
                .then()
                .statusCode(200);
        asAdmin()
                .body(Map.of("name", "Another"))
                .patch(TENANTS + "/" + house.id())
                .then()
                .statusCode(200);
        shut(house, false);
        shut(house, true);
        // Then
        var theirs =
                as(house.token()).get("/api/v1/audit").then().statusCode(200).extract();
        assertEquals(
                List.of(
                        "sign_in",
                        "tenant_enabled",
                        "tenant_disabled",
                        "tenant_changed",
                        "user_created",
                        "tenant_created"),
                theirs.path("items.action"));
        assertEquals("operator", theirs.path("items[1].actor_via"));
        assertEquals("tenant", theirs.path("items[1].subject_kind"));
        assertFalse(theirs.asString().contains(operator), "An operator is named to nobody else's tenant");
        for (var entry : List.of(1, 2, 3, 4, 5)) {
            assertEquals(null, theirs.<String>path("items[" + entry + "].address"));
        }
        asAdmin()
                .queryParam("subject_id", house.id())
                .get("/api/v1/audit")
                .then()
                .body("items.action", contains("tenant_enabled", "tenant_disabled", "tenant_changed", "tenant_created"))
                .body("items.actor_id", contains(operator, operator, operator, operator))
                .body("items.address", not(hasItem(nullValue())));
    }

    @Test
    void theFirstTenantStaysOpen() {
        asAdmin()
                .body(Map.of("is_active", false))
                .patch(TENANTS + "/default")
                .then()
                .statusCode(409)
                .contentType(PROBLEM);
        asAdmin()
                .body(Map.of("is_active", true))
                .patch(TENANTS + "/default")
                .then()
                .statusCode(200);
    }

    @Test
    void anAddressOrIdThatIsTakenMakesNeitherTenantNorAccount() {
        var house = house();
        asAdmin()
                .body(wanted(house.id(), UUID.randomUUID() + "@example.com"))
                .post(TENANTS)
                .then()
                .statusCode(409)
                .body("title", equalTo("There is a tenant of that id"));
        var id = "t-" + UUID.randomUUID();
        asAdmin().body(wanted(id, house.email())).post(TENANTS).then().statusCode(409);
        asAdmin().get(TENANTS + "/" + id).then().statusCode(404);
    }

    @Test
    void ofManyWhoMakeOneTenantAtOnceOneDoes() throws Exception {
        var id = "t-" + UUID.randomUUID();
        var token = signIn(ADMIN, PASSWORD).getString("access_token");
        var tries = IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(number -> () -> as(token)
                        .body(wanted(id, UUID.randomUUID() + "@example.com"))
                        .post(TENANTS)
                        .statusCode())
                .toList();
        var pool = Executors.newFixedThreadPool(tries.size());
        try {
            var statuses = new ArrayList<Integer>();
            for (var answer : pool.invokeAll(tries)) {
                statuses.add(answer.get());
            }
            statuses.sort(null);
            assertEquals(List.of(201, 409, 409, 409, 409, 409), statuses);
        } finally {
            pool.shutdownNow();
        }
        asAdmin().get(TENANTS + "/" + id).then().body("accounts", equalTo(1));
    }

    /** As if the gateway had been killed while it ended them. */
    @Test
    void aSessionThatWasLeftOpenIsEndedBeforeItsTenantIsOpened() {
        var house = house();
        var token = house.token();
        shut(house, false);
        Sql.text("-- Left open.\nUPDATE session SET ended_at = NULL WHERE tenant_id = :tenant")
                .on(Superuser.of("gateway"))
                .set("tenant", house.id())
                .run();
        shut(house, true);
        assertEquals(401, status(token));
        assertEquals(401, as(token).get(FORWARDED).statusCode());
    }

    @Test
    void nobodyOpensATenantWhileItsSessionsAreBeingEnded() throws Exception {
        // Given
        var house = house();
        house.token();
        var pool = Executors.newFixedThreadPool(2);
        try (var held = HeldRows.by("SELECT 1 FROM session WHERE tenant_id = '" + house.id() + "' FOR UPDATE")) {
            // When
            var shutting = pool.submit(() -> shut(house, false));
            HeldRows.awaitWaiting();
            var opening = pool.submit(
                    () -> Sql.text("-- As another replica would.\nUPDATE tenant SET is_active = true WHERE id = :id")
                            .on(Superuser.of("gateway"))
                            .set("id", house.id())
                            .run());
            // Then
            assertThrows(TimeoutException.class, () -> opening.get(200, TimeUnit.MILLISECONDS));
            held.commit();
            opening.get();
            assertEquals(200, status(house.token()));
            shutting.cancel(true);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void noSessionThatBeginsWhileATenantIsShutIsThereWhenItOpens() throws Exception {
        // Given
        var house = house();
        var pool = Executors.newFixedThreadPool(4);
        try {
            // When people sign in all the while
            var signIns = IntStream.range(0, 8)
                    .mapToObj(number ->
                            pool.submit(() -> json().body(Map.of("email", house.email(), "password", PASSWORD))
                                    .post("/api/v1/auth/login")))
                    .toList();
            shut(house, false);
            var tokens = new ArrayList<String>();
            for (var one : signIns) {
                var answer = one.get();
                if (answer.statusCode() == 200) {
                    tokens.add(answer.path("access_token"));
                }
            }
            shut(house, true);
            // Then
            for (var token : tokens) {
                assertEquals(401, status(token));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheParameterNamed() {
        var fine = wanted("t-" + UUID.randomUUID(), UUID.randomUUID() + "@example.com");
        for (var id : List.of("", "UPPER", "-x", "a b", "a\u0000b", "../default", "a:b", "x".repeat(64), "ü")) {
            refused(fine, "id", id);
        }
        for (var name : List.of("", "  ", "x".repeat(201))) {
            refused(fine, "name", name);
        }
        refused(fine, "admin", Map.of());
        refused(fine, "admin", Map.of("email", "no address", "password", PASSWORD, "full_name", "x"));
        refused(fine, "admin", Map.of("email", "x@example.com", "password", "short", "full_name", "x"));
        var operatorsOwn = TENANTS + "/default";
        asAdmin().body("{\"name\": \" \"}").patch(operatorsOwn).then().statusCode(400);
        asAdmin()
                .body("{\"is_active\": \"perhaps\"}")
                .patch(operatorsOwn)
                .then()
                .statusCode(400);
        asAdmin().body("null").patch(operatorsOwn).then().statusCode(400);
    }

    private static void refused(Map<String, Object> fine, String field, Object value) {
        var body = new HashMap<>(fine);
        body.put(field, value);
        asAdmin().body(body).post(TENANTS).then().statusCode(400).contentType(PROBLEM);
    }

    /** A tenant with its first admin. */
    private record House(String id, String admin, String email) {
        String token() {
            return signIn(email, PASSWORD).getString("access_token");
        }
    }
}
