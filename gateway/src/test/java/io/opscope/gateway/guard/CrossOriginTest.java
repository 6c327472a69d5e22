package io.opscope.gateway.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookies;
import io.restassured.response.ValidatableResponse;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CrossOriginTest.TwoListed.class)
class CrossOriginTest extends GatewayTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String DEVELOPER = "http://localhost:5173";
    private static final String STRANGER = "https://shop.example.com.evil.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String CHANGING = "/api/v1/ingest/jobs";

    @TestHTTPResource("/")
    URL gateway;

    /** Two other origins are trusted. */
    public static class TwoListed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("opscope.cors.origins", SHOP + ", http://LOCALHOST:5173");
        }
    }

    @Test
    void aBrowserThatAsksBeforehandIsAnsweredWithoutAnIdentity() {
        for (var origin : List.of(SHOP, DEVELOPER)) {
            for (var address : List.of(FORWARDED, "/api/v1/auth/login", "/socket.io/", "/no/such/address")) {
                beforehand(origin, address)
                        .statusCode(204)
                        .header(ALLOWED, origin)
                        .header("Access-Control-Allow-Credentials", "true")
                        .header("Access-Control-Allow-Methods", containsString("PATCH"))
                        .header("Access-Control-Allow-Headers", "authorization, x-api-key")
                        .header("Access-Control-Max-Age", "600")
                        .header("Vary", "origin")
                        .body(emptyString());
            }
        }
    }

    @Test
    void aPageThatIsNotListedIsToldNothing() {
        for (var origin : List.of(STRANGER, "null", "https://shop.example.com:444", "http://shop.example.com", "*")) {
            beforehand(origin, FORWARDED)
                    .statusCode(403)
                    .contentType(PROBLEM)
                    .body("type", equalTo("/problems/foreign-origin"))
                    .header(ALLOWED, nullValue())
                    .header("Access-Control-Allow-Credentials", nullValue());
            asAdmin()
                    .header("Origin", origin)
                    .get(FORWARDED)
                    .then()
                    .statusCode(200)
                    .header(ALLOWED, nullValue())
                    .header("Vary", "origin");
        }
    }

    @Test
    void everyAnswerNamesTheOneOriginThatAsked() {
        marked(asAdmin().header("Origin", SHOP).get(FORWARDED).then().statusCode(200));
        marked(asAdmin().header("Origin", SHOP).get("/api/v1/me").then().statusCode(200));
        marked(given().header("Origin", SHOP).get("/analytics/health").then());
        marked(given().header("Origin", SHOP).get(FORWARDED).then().statusCode(401));
        marked(asAdmin().header("Origin", SHOP).get("/no/such/address").then().statusCode(404));
        marked(asAdmin()
                .header("Origin", SHOP)
                .get("/api/performance/data-sources")
                .then()
                .statusCode(503));
        asAdmin().get(FORWARDED).then().header(ALLOWED, nullValue()).header("Vary", "origin");
    }

    @Test
    void theSessionOfAListedPageTravelsAcrossSites() {
        var cookies = signedIn();
        for (var cookie : cookies) {
            assertEquals("None", cookie.getSameSite());
            assertTrue(cookie.isSecured());
        }
        marked(given().cookies(cookies)
                .header("Origin", SHOP)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "cors")
                .get(FORWARDED)
                .then()
                .statusCode(200));
        // its pages cannot read the cookie that the dashboard repeats in X-CSRF-Token
        marked(given().cookies(cookies)
                .header("Origin", SHOP)
                .post(CHANGING)
                .then()
                .statusCode(200)
                .body("headers.authorization", hasItem(containsString("Bearer "))));
    }

    @Test
    void theSessionIsOfNoUseToOtherSites() {
        var cookies = signedIn();
        given().cookies(cookies)
                .header("Origin", STRANGER)
                .post(CHANGING)
                .then()
                .statusCode(403);
        given().cookies(cookies).post(CHANGING).then().statusCode(403);
        given().cookies(cookies)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "no-cors")
                .get(FORWARDED)
                .then()
                .statusCode(403);
        given().cookies(cookies)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .get(FORWARDED)
                .then()
                .statusCode(200);
    }

    @Test
    void ourOwnPagesStillRepeatTheirCookie() {
        var cookies = signedIn();
        var own = "http://" + gateway.getAuthority();
        given().cookies(cookies).header("Origin", own).post(CHANGING).then().statusCode(403);
        given().cookies(cookies)
                .header("Origin", own)
                .header("X-CSRF-Token", cookies.getValue("opscope_csrf"))
                .post(CHANGING)
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsNoListOfHeadersIsNotRepeated() {
        var answer = given().header("Origin", SHOP)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "x-one: <two>")
                .options(FORWARDED)
                .then()
                .statusCode(204)
                .extract();
        assertFalse(answer.headers().hasHeaderWithName("Access-Control-Allow-Headers"));
    }

    private static void marked(ValidatableResponse answer) {
        answer.header(ALLOWED, SHOP)
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Expose-Headers", containsString("Content-Disposition"))
                .header("Access-Control-Expose-Headers", containsString("RateLimit, RateLimit-Policy"))
                .header("Vary", "origin");
    }

    private static ValidatableResponse beforehand(String origin, String address) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization, x-api-key")
                .options(address)
                .then();
    }

    private static Cookies signedIn() {
        return json().header("Origin", SHOP)
                .body(Map.of("email", ADMIN, "password", PASSWORD, "session", true))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .header(ALLOWED, SHOP)
                .extract()
                .detailedCookies();
    }
}
