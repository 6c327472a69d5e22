package io.opscope.gateway.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PagesTest extends GatewayTest {

    private static final String LIT = "/webjars/lit/3.3.2/index.js";

    @Test
    void theDashboardIsOpenToAllAndLoadsNothingFromElsewhere() {
        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Cache-Control", "no-cache")
                .header("ETag", notNullValue());
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        var etag = given().get("/").header("ETag");
        given().header("If-None-Match", etag).get("/").then().statusCode(304).header("ETag", etag);
        given().header("If-None-Match", "\"other\"").get("/").then().statusCode(200);
    }

    @Test
    void librariesAreKeptForGood() {
        given().get(LIT)
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", containsString("immutable"));
    }

    @Test
    void textIsPackedForThoseWhoUnpack() {
        var chart = "/webjars/chart.js/4.5.1/dist/chart.js";
        var asSent =
                RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
        given().config(asSent)
                .header("Accept-Encoding", "gzip")
                .get(chart)
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .header("Vary", "Accept-Encoding");
        given().config(asSent)
                .header("Accept-Encoding", "identity")
                .get(chart)
                .then()
                .statusCode(200)
                .header("Content-Encoding", equalTo(null));
    }

    @Test
    void theTextsThatEmptyPagesLeadToAreReadInTheBrowser() {
        given().get("/app/how-to/watch-a-database.md")
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=utf-8")
                .body(containsString("## Register it"));
    }

    @Test
    void whatIsNoFileIsNotOpen() {
        for (var path : new String[] {"/app/nothing.js", "/webjars/nothing.js", "/application.properties"}) {
            given().get(path).then().statusCode(401);
        }
    }

    @Test
    void knownAddressesLeadToTheirPages() {
        asAdmin()
                .redirects()
                .follow(false)
                .get("/admin/dashboard")
                .then()
                .statusCode(302)
                .header("Location", "/");
        asAdmin()
                .redirects()
                .follow(false)
                .get("/api/docs")
                .then()
                .statusCode(302)
                .header("Location", "/docs");
    }

    @Test
    void whoComesByALinkIsLedToTheSignIn() {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/docs")
                .then()
                .statusCode(303)
                .header("Location", "/");
    }

    @Test
    void theReaderReadsTheMergedDocument() {
        asAdmin().get("/docs").then().statusCode(200).contentType("text/html").body(containsString("/docs/reader.js"));
        asAdmin().get("/docs/reader.js").then().statusCode(200).body(containsString("/openapi"));
        asAdmin()
                .get("/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("paths", hasKey("/api/v1/auth/login"))
                .body("paths", hasKey(FORWARDED))
                .body("paths", hasKey("/api/performance/data-sources"))
                .body("paths", not(hasKey("/internal/export/jobs")))
                .body("paths.'" + FORWARDED + "'.get.x-opscope-service", equalTo("metrics"));
    }
}
