package io.opscope.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.gateway.ServicesFake;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.AccessTable;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the gateway's own, asked by everybody; and at its edge every operation of all services: nobody
 * unknown is forwarded, and nobody at all to what is for the services among themselves.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ServicesFake.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    private static final List<String> SERVICES = List.of("metrics", "reports", "monitoring");

    @Inject
    KeyRing keys;

    private final Map<Identity, Somebody> people = new EnumMap<>(Identity.class);

    AccessTest() {
        super("gateway");
    }

    @Override
    protected void plant() {
        if (!people.isEmpty()) {
            return;
        }
        // what is flawed about the others is not that an admin would not be let in
        var admin = new Somebody(Identity.ADMIN);
        for (var identity : Identity.values()) {
            people.put(identity, identity.isKnown() && identity != Identity.ADMIN ? new Somebody(identity) : admin);
        }
        people.get(Identity.USER).key(canary);
        people.get(Identity.FOREIGN_TENANT).key(foreignCanary);
        people.get(Identity.USER).session(canary);
        people.get(Identity.FOREIGN_TENANT).session(foreignCanary);
    }

    @Override
    protected String address(Row row) {
        if (row.path().startsWith("/api/v1/keys/")) {
            return row.path()
                    .replace("{id}", people.get(Identity.USER).key(canary).getString("id"));
        }
        if (row.path().startsWith("/api/v1/sessions/")) {
            return row.path().replace("{id}", people.get(Identity.USER).session(canary));
        }
        if (row.path().startsWith("/api/v1/tenants/")) {
            return row.path().replace("{id}", "default");
        }
        return row.path().contains("{id}") ? row.path().replace("{id}", account(canary, "user")) : row.path();
    }

    @Override
    protected String filled(String body, Identity identity) {
        return body.replace("FRESH", UUID.randomUUID().toString())
                .replace("ROLE", identity.roles().stream().findFirst().orElse("admin"));
    }

    @Override
    protected Optional<String> authorization(Row row, Identity identity) {
        var somebody = people.get(identity);
        // who signs out does not come again with the same
        var token = row.path().equals("/api/v1/auth/logout") && identity.isKnown()
                ? somebody.person.token()
                : somebody.token;
        return Optional.ofNullable(
                switch (identity) {
                    case NONE -> null;
                    case REVOKED_KEY -> "Bearer " + somebody.revokedKey();
                    case INGEST_KEY -> "Bearer " + somebody.ownKey();
                    case UNSIGNED_TOKEN -> "Bearer " + unsigned(somebody.claims());
                    case EXPIRED_TOKEN, WRONG_ISSUER, WRONG_AUDIENCE ->
                        "Bearer " + signed(flawed(somebody.claims(), identity));
                    default -> "Bearer " + token;
                });
    }

    @Override
    protected Optional<String> adminsAuthorization(Row row) {
        return authorization(row, Identity.ADMIN);
    }

    @Override
    protected String signed(JwtClaims claims) {
        try {
            var signer = keys.signer(Instant.now());
            var signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            signature.setKeyIdHeaderValue(signer.kid());
            signature.setKey(signer.key());
            signature.setPayload(claims.toJson());
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That it is the flaw alone that others are refused for. */
    @Test
    void aTokenSignedAnewWithoutAFlawIsTaken() {
        plant();
        GatewayTest.as(signed(people.get(Identity.ADMIN).claims()))
                .get("/api/v1/me")
                .then()
                .statusCode(200);
    }

    @Test
    void theEdgeForwardsNobodyWhoIsUnknownAndNobodyToWhatIsInternal() throws IOException, InterruptedException {
        plant();
        var wrong = new ArrayList<String>();
        for (var service : SERVICES) {
            // monitoring is away here, which only those hear of who are forwarded
            var forwarded = service.equals("monitoring") ? 503 : 200;
            for (var row : new AccessTable(service).rows()) {
                var address = row.path().replaceAll("\\{[^}]*}", "x") + (row.ask() == null ? "" : "?" + row.ask());
                for (var identity : Identity.values()) {
                    // a key for ingest is for nothing else, whatever there is
                    var isForAnother = identity == Identity.INGEST_KEY && !row.letsIn(identity);
                    var expected = !identity.isKnown()
                            ? 401
                            : isForAnother ? 403 : address.startsWith("/internal/") ? 404 : forwarded;
                    var answer = ask(row, identity, address);
                    if (answer.statusCode() != expected) {
                        wrong.add(row.name() + " of " + identity + ": " + answer.statusCode() + " " + answer.body());
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static JwtClaims flawed(JwtClaims claims, Identity identity) {
        switch (identity) {
            case EXPIRED_TOKEN -> claims.setExpirationTimeMinutesInTheFuture(-1);
            case WRONG_ISSUER -> claims.setIssuer("another");
            default -> claims.setAudience("another");
        }
        return claims;
    }

    /** A new account; its id. */
    private String account(String name, String... roles) {
        return GatewayTest.as(people.get(Identity.ADMIN).token)
                .body(Map.of(
                        "email",
                        UUID.randomUUID() + "@example.com",
                        "password",
                        GatewayTest.PASSWORD,
                        "full_name",
                        name,
                        "roles",
                        List.of(roles)))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** One of the callers, with an account and whatever they sign in with. */
    private final class Somebody {
        private final GatewayTest.Person person;
        private final String[] roles;
        private final String token;
        private String key = "";
        private String revoked = "";

        Somebody(Identity identity) {
            this.roles = identity.roles().toArray(new String[0]);
            this.person = GatewayTest.person(roles);
            if (identity == Identity.FOREIGN_TENANT) {
                Sql.text("UPDATE account SET tenant_id = :tenant, full_name = :name WHERE id = :id")
                        .on(Superuser.of("gateway"))
                        .set("tenant", foreignTenant())
                        .set("name", foreignCanary)
                        .set("id", person.id())
                        .run();
            }
            this.token = person.token();
        }

        JwtClaims claims() {
            try {
                return new JwtConsumerBuilder()
                        .setSkipSignatureVerification()
                        .setSkipAllValidators()
                        .build()
                        .processToClaims(token);
            } catch (InvalidJwtException e) {
                throw new IllegalStateException(e);
            }
        }

        JsonPath key(String name) {
            return GatewayTest.as(token)
                    .body(Map.of("name", name, "roles", List.of(roles)))
                    .post("/api/v1/keys")
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath();
        }

        /** A further session, begun with a browser that calls itself so; its id. */
        String session(String browser) {
            var token = GatewayTest.json()
                    .header("User-Agent", browser)
                    .body(Map.of("email", person.email(), "password", GatewayTest.PASSWORD))
                    .post("/api/v1/auth/login")
                    .then()
                    .statusCode(200)
                    .extract()
                    .<String>path("access_token");
            return GatewayTest.as(token)
                    .get("/api/v1/sessions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.find { it.current }.id");
        }

        String ownKey() {
            if (key.isEmpty()) {
                key = GatewayTest.key(person.id(), roles).getString("key");
            }
            return key;
        }

        String revokedKey() {
            if (revoked.isEmpty()) {
                var made = key("revoked");
                revoked = made.getString("key");
                GatewayTest.as(token)
                        .delete("/api/v1/keys/" + made.getString("id"))
                        .then()
                        .statusCode(204);
            }
            return revoked;
        }
    }
}
