package io.opscope.gateway.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TurnstileTest.Narrow.class)
class TurnstileTest extends GatewayTest {

    private static final int BURST = 20;
    private static final int UNKNOWN_AT_MOST = 2_000 / 20;
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Limits that tests reach; every test plays a proxy, and so has addresses of its own. */
    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "opscope.limit.user",
                    "2/s burst " + BURST,
                    "opscope.limit.key",
                    "2/s burst " + BURST,
                    "opscope.limit.ingest",
                    "100/s burst 1000",
                    "opscope.limit.address",
                    "20/s burst 2000",
                    "opscope.limit.sign-in",
                    "6/m burst " + BURST,
                    "opscope.limit.trusted-proxies",
                    "127.0.0.0/8, ::1");
        }
    }

    @Test
    void answersTellWhatIsLeftOfTheLimit() {
        var token = person("user").token();
        as(token)
                .get(FORWARDED)
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"user\";q=20;w=10")
                .header("RateLimit", "\"user\";r=19;t=1")
                .header("Retry-After", nullValue());
        as(token).get(FORWARDED).then().header("RateLimit", matchesPattern("\"user\";r=1[89];t=1"));
        as(token).get("/api/v1/me").then().header("RateLimit-Policy", "\"user\";q=20;w=10");
        as(token).get("/no/such/address").then().statusCode(404).header("RateLimit-Policy", "\"user\";q=20;w=10");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
        var token = person("user").token();
        var refused = untilRefused(() -> as(token).get(FORWARDED), BURST);
        refused.then()
                .contentType(PROBLEM)
                .header("RateLimit", "\"user\";r=0;t=" + refused.header("Retry-After"))
                .header("RateLimit-Policy", "\"user\";q=20;w=10")
                .body("type", equalTo("/problems/too-many-requests"))
                .body("detail", containsString("2 a second, 20 at once"));
        TimeUnit.SECONDS.sleep(Long.parseLong(refused.header("Retry-After")));
        as(token).get(FORWARDED).then().statusCode(200);
    }

    @Test
    void allSessionsOfAUserCountTogetherAndNobodyElses() {
        var person = person("user");
        var other = person("user");
        var first = person.token();
        var second = person.token();
        untilRefused(() -> as(first).get(FORWARDED), BURST);
        as(second).get("/api/v1/me").then().statusCode(429);
        as(other.token()).get(FORWARDED).then().statusCode(200);
    }

    @Test
    void aKeyCountsForItselfAndOneThatSendsRecordsInForMore() {
        var key = key("62", "user").getString("key");
        var ingest = key("62", "viewer", "ingest").getString("key");
        untilRefused(() -> given().header("X-API-Key", key).get(FORWARDED), BURST)
                .then()
                .header("RateLimit-Policy", "\"key\";q=20;w=10");
        for (var i = 0; i < 2 * BURST; i++) {
            given().header("X-API-Key", ingest)
                    .get(FORWARDED)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"ingest\";q=1000;w=10");
        }
    }

    @Test
    void whoGuessesKeysIsStoppedBeforeAnybodyIsAskedForThem() {
        var key = key("62", "viewer", "ingest").getString("key");
        var guesser = "203.0.113.1";
        var refused = untilRefused(
                () -> given().header(FORWARDED_FOR, guesser)
                        .header("X-API-Key", "ops_" + "0".repeat(12) + "_" + "0".repeat(43))
                        .get(FORWARDED),
                UNKNOWN_AT_MOST);
        refused.then().header("RateLimit-Policy", "\"address\";q=2000;w=100");
        // even who is known: it has not been looked at
        given().header(FORWARDED_FOR, guesser)
                .header("X-API-Key", key)
                .get(FORWARDED)
                .then()
                .statusCode(429);
        given().header(FORWARDED_FOR, "203.0.113.2")
                .header("X-API-Key", key)
                .get(FORWARDED)
                .then()
                .statusCode(200);
    }

    @Test
    void anAddressThatACallerMadeUpCountsForNothing() {
        var key = key("62", "viewer", "ingest").getString("key");
        untilRefused(
                () -> given().header(FORWARDED_FOR, "198.51.100." + System.nanoTime() % 200 + ", 203.0.113.3")
                        .header("X-API-Key", "nonsense")
                        .get(FORWARDED),
                UNKNOWN_AT_MOST);
        given().header(FORWARDED_FOR, "198.51.100.1")
                .header("X-API-Key", key)
                .get(FORWARDED)
                .then()
                .statusCode(200);
    }

    @Test
    void attemptsToSignInCountByNetwork() {
        untilRefused(() -> attempt("2001:db8:7:7::" + System.nanoTime() % 9000), BURST)
                .then()
                .header("RateLimit-Policy", "\"sign-in\";q=20;w=200")
                .header("Retry-After", matchesPattern("\\d{1,2}"))
                .body("detail", containsString("6 a minute"));
        assertEquals(400, attempt("2001:db8:7:8::1").statusCode());
    }

    private static Response attempt(String address) {
        return json().header(FORWARDED_FOR, address).body("{").post("/api/v1/auth/login");
    }

    /** The first refusal; before it there were as many answers as the limit says, and hardly more. */
    private static Response untilRefused(Supplier<Response> request, int least) {
        var begin = System.nanoTime();
        for (var admitted = 0; admitted < 3 * least; admitted++) {
            var answer = request.get();
            if (answer.statusCode() == 429) {
                var seconds = (System.nanoTime() - begin) / 1e9;
                var most = least + least / 10 + 1 + seconds * 2;
                assertTrue(admitted >= least, "Refused after " + admitted);
                assertTrue(admitted <= most, admitted + " in " + seconds + " s");
                return answer;
            }
        }
        throw new AssertionError("Nobody was refused");
    }
}
