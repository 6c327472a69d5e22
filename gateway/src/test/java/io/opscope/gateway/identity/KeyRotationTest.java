package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The key that signs gives way to the next while requests run, here and on another replica. */
@QuarkusTest
class KeyRotationTest extends GatewayTest {

    @TestHTTPResource("/api/v1/me")
    URL me;

    @Inject
    KeyRing keys;

    @Inject
    SigningKeyStore store;

    @Inject
    Secret secret;

    private static List<String> published() {
        return given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("keys.kid");
    }

    /** As if the time of the next key had come. */
    private static void letTimePass() {
        Sql.text(
                        "-- The next one's time has come.\nUPDATE signing_key SET active_from = now() WHERE active_from > now()")
                .on(Superuser.of("gateway"))
                .run();
    }

    @Test
    void nobodyIsRefusedWhileKeysChangeAndTheNextIsAlwaysPublished() throws Exception {
        // Given requests with tokens that are signed all along
        var stop = new AtomicBoolean();
        var answered = new AtomicInteger();
        var refused = new AtomicInteger();
        var key = key("62", "user").getString("key");
        var client = HttpClient.newHttpClient();
        var busy = List.of(1, 2, 3, 4).stream()
                .map(caller -> CompletableFuture.runAsync(() -> {
                    var token = signIn(ADMIN, PASSWORD).getString("access_token");
                    while (!stop.get()) {
                        var shown = answered.get() % 2 == 0 ? token : key;
                        var request = HttpRequest.newBuilder(URI.create(me.toString()))
                                .header("Authorization", "Bearer " + shown)
                                .build();
                        var status = client.sendAsync(request, BodyHandlers.discarding())
                                .join()
                                .statusCode();
                        answered.incrementAndGet();
                        if (status != 200) {
                            refused.incrementAndGet();
                        }
                    }
                }))
                .toList();
        try {
            var signers = new HashSet<String>();
            for (var rotation = 0; rotation < 3; rotation++) {
                // When
                var before = published();
                var next = before.get(before.size() - 1);
                letTimePass();
                var replica = new KeyRing(store, secret);
                replica.reload();
                keys.reload();
                // Then
                var now = Instant.now();
                assertEquals(next, keys.signer(now).kid(), "What was published ahead signs now");
                assertEquals(next, replica.signer(now).kid(), "Replicas share their keys");
                assertEquals(replica.published(), keys.published());
                var after = published();
                assertNotEquals(next, after.get(after.size() - 1), "And one more is published ahead");
                assertTrue(after.contains(next));
                assertTrue(signers.add(next));
                var soFar = answered.get();
                signIn(ADMIN, PASSWORD);
                Awaitility.await().until(() -> answered.get() > soFar + 40);
            }
        } finally {
            stop.set(true);
        }
        CompletableFuture.allOf(busy.toArray(CompletableFuture[]::new)).join();
        assertEquals(0, refused.get(), "Of " + answered.get() + " requests");
    }

    @Test
    void aTokenOfAKeyThatIsNotOursIsRefused() {
        var token = signIn(ADMIN, PASSWORD).getString("access_token");
        var parts = token.split("\\.");
        as(parts[0] + '.' + parts[1] + '.' + "A".repeat(parts[2].length()))
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }
}
