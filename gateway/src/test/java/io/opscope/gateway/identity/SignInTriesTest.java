package io.opscope.gateway.identity;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTriesTest extends GatewayTest {

    /** What Apache's client is told by where to call from. */
    private static final String LOCAL_ADDRESS = "http.route.local-address";

    @Inject
    SweepJob job;

    @Inject
    SignInTryStore store;

    @Test
    void afterFiveFailuresTheNextTryHasToWait() {
        // Given
        var person = person("user");
        fail(person.email(), 5);
        // When
        var refused = tried(person.email(), PASSWORD);
        // Then
        refused.then()
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/too-many-tries"))
                .body("retry_after_seconds", equalTo(Integer.valueOf(refused.header("Retry-After"))));
        assertWaits(10, refused);
        passes();
        signIn(person.email(), PASSWORD);
    }

    @Test
    void itWaitsTwiceAsLongAfterEachFurtherFailureButNotForEver() {
        var email = UUID.randomUUID() + "@example.com";
        fail(email, 5);
        for (var seconds : List.of(10, 20, 40)) {
            assertWaits(seconds, tried(email, "wrong"));
            passes();
            fail(email, 1);
        }
        for (var failures = 8; failures < 14; failures++) {
            passes();
            fail(email, 1);
        }
        assertWaits(900, tried(email, "wrong"));
    }

    @Test
    void triesThatComeTooEarlyDoNotCount() {
        var email = UUID.randomUUID() + "@example.com";
        fail(email, 5);
        for (var i = 0; i < 10; i++) {
            tried(email, "wrong").then().statusCode(429);
        }
        passes();
        fail(email, 1);
        assertWaits(20, tried(email, "wrong"));
    }

    @Test
    void whoGetsInBeginsAnew() {
        var person = person("user");
        for (var i = 0; i < 3; i++) {
            fail(person.email(), 4);
            signIn(person.email(), PASSWORD);
        }
    }

    @Test
    void anAddressNobodyHasIsToldTheSame() {
        var person = person("user");
        var nobody = UUID.randomUUID() + "@example.com";
        for (var i = 0; i < 6; i++) {
            var known = tried(person.email(), "wrong");
            var unknown = tried(nobody, "wrong");
            assertEquals(i < 5 ? 401 : 429, known.statusCode());
            assertEquals(known.statusCode(), unknown.statusCode());
            assertEquals(withoutFigures(known.asString()), withoutFigures(unknown.asString()));
            assertEquals(known.headers().hasHeaderWithName("Retry-After"), i == 5);
            assertEquals(unknown.headers().hasHeaderWithName("Retry-After"), i == 5);
        }
    }

    @Test
    void ofManyTriesAtOnceFewAreAnswered() {
        var email = UUID.randomUUID() + "@example.com";
        var tries = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 16; i++) {
            tries.add(CompletableFuture.supplyAsync(() -> tried(email, "wrong").statusCode()));
        }
        var answered = tries.stream().filter(status -> status.join() == 401).count();
        assertTrue(answered >= 5 && answered <= 8, answered + " were answered");
    }

    @Test
    void nobodyShutsOthersOutFromAnotherAddress() {
        var person = person("user");
        fail(person.email(), 5, "127.0.0.2");
        tried(person.email(), PASSWORD, "127.0.0.2").then().statusCode(429);
        signIn(person.email(), PASSWORD);
    }

    @Test
    void whoeverTriesFromManyAddressesHasToWaitButThosePeopleSignInFrom() {
        var person = person("user");
        signIn(person.email(), PASSWORD);
        for (var address : List.of("127.0.0.2", "127.0.0.3", "127.0.0.4")) {
            fail(person.email(), 4, address);
        }
        tried(person.email(), PASSWORD, "127.0.0.5").then().statusCode(429);
        signIn(person.email(), PASSWORD);
        tried(person.email(), PASSWORD, "127.0.0.5").then().statusCode(200);
    }

    @Test
    void whatDoesNotCountAnyMoreIsSweptOutAndNothingElse() {
        // Given
        var email = UUID.randomUUID() + "@example.com";
        fail(email, 5);
        var before = rows();
        // When
        job.sweepTries();
        // Then
        assertEquals(before, rows());
        tried(email, "wrong").then().statusCode(429);
        sql("-- As if hours went by.\nUPDATE sign_in_try SET failures_until = now() - interval '1 h',"
                + " wait_until = now() - interval '1 h'");
        job.sweepTries();
        assertTrue(rows() <= before - 2, rows() + " of " + before + " are left");
        fail(email, 5);
    }

    @Test
    void whereOneTryIsFreeTheNextOneHasToWait() {
        var what = UUID.randomUUID().toString();
        var longest = Duration.ofHours(1);
        assertTrue(store.failed(what, what, 1, longest));
        assertTrue(store.waitLeft(new SignInTries.Try(what, what)).compareTo(Duration.ofSeconds(1)) > 0);
        assertFalse(store.failed(what, what, 1, longest));
    }

    @Test
    void lettingSomebodyInAgainAndCountingTheirFailuresDoNotLockEachOtherOut() throws Exception {
        // Given a try whose place was written after the account's own
        var person = person("user");
        fail(person.email(), 1);
        var account = Sql.text("-- Whose failure came last.\n"
                        + "SELECT account FROM sign_in_try WHERE what = account ORDER BY failures_until DESC LIMIT 1")
                .on(Superuser.of("gateway"))
                .list(row -> row.text("account"))
                .get(0);
        sql("-- To the end.\nWITH gone AS (DELETE FROM sign_in_try WHERE account = '" + account
                + "' AND what <> account RETURNING *) INSERT INTO sign_in_try SELECT * FROM gone");
        // When it is counted there, the admin comes in between, and then it is counted for the account
        var counted = "UPDATE sign_in_try SET failures = failures + 1 WHERE account = '" + account + "' AND what ";
        try (var failing = HeldRows.by(counted + "<> account")) {
            var unlocked = CompletableFuture.supplyAsync(() -> asAdmin()
                    .delete("/api/v1/users/" + person.id() + "/lock-out")
                    .statusCode());
            HeldRows.awaitWaiting();
            failing.and(counted + "= account");
            failing.commit();
            // Then
            assertEquals(204, unlocked.get());
        }
    }

    @Test
    void theDatabaseDoesNotTellWhatWasTyped() {
        var email = UUID.randomUUID() + "@example.com";
        fail(email, 1);
        var all = Sql.text("-- All that is kept.\nSELECT string_agg(t::text, ' ') AS all_of_it FROM sign_in_try t")
                .on(Superuser.of("gateway"))
                .list(row -> row.text("all_of_it"))
                .get(0);
        assertFalse(all.contains(email));
        assertFalse(all.contains("127.0.0.1"));
    }

    /** The machine may be slow, but not so slow that the wait before or after this one would do. */
    private static void assertWaits(int seconds, Response refused) {
        assertEquals(429, refused.statusCode());
        var left = Integer.parseInt(refused.header("Retry-After"));
        assertTrue(left <= seconds && left > seconds - 5, "It has to wait " + left + " s");
    }

    /** How long is left depends on when it is asked. */
    private static String withoutFigures(String text) {
        return text.replaceAll("\\d+", "n");
    }

    private static void fail(String email, int times) {
        for (var i = 0; i < times; i++) {
            tried(email, "wrong").then().statusCode(401);
        }
    }

    private static void fail(String email, int times, String from) {
        for (var i = 0; i < times; i++) {
            tried(email, "wrong", from).then().statusCode(401);
        }
    }

    private static Response tried(String email, String password) {
        return json().body(Map.of("email", email, "password", password)).post("/api/v1/auth/login");
    }

    private static Response tried(String email, String password, String from) {
        try {
            var calling = HttpClientConfig.httpClientConfig().setParam(LOCAL_ADDRESS, InetAddress.getByName(from));
            return json().config(RestAssured.config().httpClient(calling))
                    .body(Map.of("email", email, "password", password))
                    .post("/api/v1/auth/login");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As if what had to be waited for went by. */
    private static void passes() {
        sql("-- The wait is over.\nUPDATE sign_in_try SET wait_until = now()");
    }

    private static void sql(String statement) {
        Sql.text(statement).on(Superuser.of("gateway")).run();
    }

    private static long rows() {
        return Sql.text("-- How many there are.\nSELECT count(*) AS rows FROM sign_in_try")
                .on(Superuser.of("gateway"))
                .list(row -> row.integer("rows"))
                .get(0);
    }
}
