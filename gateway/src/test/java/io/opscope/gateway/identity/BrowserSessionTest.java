package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookies;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BrowserSessionTest extends GatewayTest {

    @TestHTTPResource("/")
    URL gateway;

    private Cookies cookies;

    @BeforeEach
    void signInWithABrowser() {
        cookies = json().body(Map.of("email", ADMIN, "password", PASSWORD, "session", true))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .detailedCookies();
    }

    @Test
    void theSessionCookieIsOutOfReachForScripts() {
        var session = cookies.get("opscope_session");
        assertTrue(session.isHttpOnly());
        assertEquals("Strict", session.getSameSite());
        assertEquals("/", session.getPath());
        assertFalse(cookies.get("opscope_csrf").isHttpOnly());
    }

    @Test
    void withoutAskingForASessionThereIsNoCookie() {
        var plain = json().body(Map.of("email", ADMIN, "password", PASSWORD)).post("/api/v1/auth/login");
        assertEquals(0, plain.getCookies().size());
    }

    @Test
    void theCookieIsEnoughForReading() {
        given().cookies(cookies).get(FORWARDED).then().statusCode(200).body("headers.cookie", equalTo(null));
        given().cookies(cookies).get("/api/v1/me").then().statusCode(200).body("email", equalTo(ADMIN));
    }

    @Test
    void changingSomethingTakesOriginAndToken() {
        var csrf = cookies.getValue("opscope_csrf");
        refused(given().cookies(cookies));
        refused(given().cookies(cookies).header("X-CSRF-Token", csrf));
        refused(given().cookies(cookies).header("Origin", origin()));
        refused(given().cookies(cookies).header("Origin", origin()).header("X-CSRF-Token", "x"));
        refused(given().cookies(cookies).header("Origin", "http://evil.example").header("X-CSRF-Token", csrf));
        given().cookies(cookies)
                .header("Origin", origin())
                .header("X-CSRF-Token", csrf)
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200)
                .body("headers.x-csrf-token", equalTo(null));
    }

    @Test
    void aCookieWithAnotherProofIsWorthNothing() {
        var session = cookies.getValue("opscope_session");
        given().cookie("opscope_session", session.substring(0, session.length() - 2) + "xx")
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }

    @Test
    void pagesOfOtherOriginsAreToldNothingByDefault() {
        given().header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "GET")
                .options(FORWARDED)
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        given().cookies(cookies)
                .header("Origin", "https://shop.example.com")
                .get(FORWARDED)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Vary", nullValue());
    }

    @Test
    void signingOutEndsTheCookie() {
        given().cookies(cookies)
                .header("Origin", origin())
                .header("X-CSRF-Token", cookies.getValue("opscope_csrf"))
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(204)
                .cookie("opscope_session", equalTo(""));
        given().cookies(cookies).get("/api/v1/me").then().statusCode(401);
    }

    private static void refused(RequestSpecification request) {
        request.post("/api/v1/ingest/jobs")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/foreign-origin"));
    }

    private String origin() {
        return "http://" + gateway.getHost() + ":" + gateway.getPort();
    }
}
