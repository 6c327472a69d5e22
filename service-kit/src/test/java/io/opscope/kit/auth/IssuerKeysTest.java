package io.opscope.kit.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.http.Get;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer that changes its keys, fails, and says what is no key set. Its answers are good for a second. */
class IssuerKeysTest {

    private static final String FAILS = "";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicReference<String> published = new AtomicReference<>(FAILS);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer issuer;

    @BeforeEach
    void begin() throws IOException {
        begin(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private void begin(InetSocketAddress address) throws IOException {
        issuer = HttpServer.create(address, 0);
        issuer.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                var told = published.get();
                exchange.getResponseHeaders().set("Cache-Control", "max-age=1");
                exchange.sendResponseHeaders(told.equals(FAILS) ? 503 : 200, told.length());
                exchange.getResponseBody().write(told.getBytes(StandardCharsets.UTF_8));
            }
        });
        issuer.start();
    }

    @AfterEach
    void end() {
        issuer.stop(0);
    }

    private HttpsJwks keys(Duration pause, Duration tryAgainAfter, Duration keepWhenUnreachable) {
        var get = new Get();
        get.setRetries(0);
        var url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/";
        return new IssuerKeys(url, get, pause, tryAgainAfter, keepWhenUnreachable).jwks();
    }

    private static String set(String id) throws JoseException {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(id);
        return new JsonWebKeySet(key).toJson();
    }

    private static List<String> ids(HttpsJwks keys) throws JoseException, IOException {
        return keys.getJsonWebKeys().stream().map(JsonWebKey::getKeyId).toList();
    }

    private static void within(Duration most, Callable<Boolean> holds) throws Exception {
        var end = System.nanoTime() + most.toNanos();
        while (!holds.call()) {
            assertTrue(System.nanoTime() < end, "not within " + most);
            // how often it is looked, not how long it takes
            Thread.sleep(20);
        }
    }

    @Test
    void aKeyWithdrawnWhileTheIssuerFailedIsNotTrustedOnceItIsBack() throws Exception {
        // Given
        var keys = keys(Duration.ZERO, SECOND, DAY);
        published.set(set("withdrawn"));
        assertEquals(List.of("withdrawn"), ids(keys));
        // When it fails, the last good one stays, and it is asked again and again
        published.set(FAILS);
        var before = asked.get();
        within(Duration.ofSeconds(5), () -> {
            assertEquals(List.of("withdrawn"), ids(keys));
            return asked.get() >= before + 2;
        });
        published.set(set("next"));
        // Then
        within(Duration.ofSeconds(3), () -> ids(keys).equals(List.of("next")));
    }

    @Test
    void theLastGoodKeysAreNotKeptForEver() throws Exception {
        // Given
        var keys = keys(Duration.ZERO, SECOND, Duration.ofSeconds(3));
        published.set(set("old"));
        assertEquals(List.of("old"), ids(keys));
        // When what it says is no key set, it fails as well
        published.set("<html>");
        within(Duration.ofSeconds(10), () -> {
            try {
                return ids(keys).isEmpty();
            } catch (IOException e) {
                return true;
            }
        });
        published.set(set("new"));
        // Then
        assertEquals(List.of("new"), ids(keys));
        published.set(FAILS);
        var before = asked.get();
        within(Duration.ofSeconds(3), () -> ids(keys).equals(List.of("new")) && asked.get() > before);
    }

    @Test
    void aMomentAfterAFailureTheNextOneIsKnownWithoutAsking() {
        var keys = keys(DAY, SECOND, DAY);
        for (var i = 0; i < 100; i++) {
            assertThrows(IOException.class, keys::refresh);
        }
        assertEquals(1, asked.get());
    }

    @Test
    void whoAsksRightAfterTheIssuersStartHasTheKeys() throws Exception {
        var keys = keys(DAY, SECOND, DAY);
        var address = issuer.getAddress();
        issuer.stop(0);
        assertThrows(IOException.class, () -> ids(keys));
        begin(address);
        published.set(set("first"));
        assertEquals(List.of("first"), ids(keys));
    }
}
