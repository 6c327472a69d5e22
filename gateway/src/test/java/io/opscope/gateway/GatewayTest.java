package io.opscope.gateway;

import static io.restassured.RestAssured.given;

import io.opscope.kit.testing.Backend;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the gateway's tests have in common: servers beneath, a fake behind, and people who sign in. */
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ServicesFake.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = OutsideIssuerFake.class, scope = TestResourceScope.GLOBAL)
public abstract class GatewayTest {

    public static final String ADMIN = "admin@opscope.local";
    public static final String PASSWORD = "correct horse battery staple";
    public static final String PROBLEM = "application/problem+json";

    /** An address that is forwarded and says back what arrived. */
    public static final String FORWARDED = "/analytics/recent-jobs";

    public static RequestSpecification json() {
        return given().contentType("application/json");
    }

    public static RequestSpecification as(String token) {
        return json().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification asAdmin() {
        return as(signIn(ADMIN, PASSWORD).getString("access_token"));
    }

    public static JsonPath signIn(String email, String password) {
        return json().body(Map.of("email", email, "password", password))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A new account with an address of its own. */
    public static Person person(String... roles) {
        var email = UUID.randomUUID() + "@example.com";
        var id = asAdmin()
                .body(Map.of("email", email, "password", PASSWORD, "full_name", "Somebody", "roles", List.of(roles)))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        return new Person(id, email);
    }

    /** A new key that an admin made. */
    public static JsonPath key(String userId, String... roles) {
        return asAdmin()
                .body(Map.of("name", "for a test", "user_id", userId, "roles", List.of(roles)))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** What the fake in the services' place has seen. */
    public static JsonPath seen() {
        return given().get(fake("/seen")).jsonPath();
    }

    public static URI fake(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("opscope.upstream.metrics", String.class) + path);
    }

    /** What stands in a token. */
    public static JsonObject claims(String authorization) {
        var payload = authorization.substring("Bearer ".length()).split("\\.")[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    /** Somebody with an account. */
    public record Person(String id, String email) {
        public String token() {
            return signIn(email, PASSWORD).getString("access_token");
        }
    }
}
