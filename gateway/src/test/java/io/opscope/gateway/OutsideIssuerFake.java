package io.opscope.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** An outside issuer over HTTP: publishes keys and counts how often, signs whatever it is asked to, changes keys, and falls silent. */
public class OutsideIssuerFake implements QuarkusTestResourceLifecycleManager {

    private final AtomicReference<PublicJsonWebKey> rsa = new AtomicReference<>();
    private final AtomicReference<PublicJsonWebKey> ec = new AtomicReference<>();
    private final AtomicInteger rotations = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean silent = new AtomicBoolean();
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            rotate();
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            started.setExecutor(Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "outside-issuer");
                thread.setDaemon(true);
                return thread;
            }));
            started.createContext("/", this::answer);
            started.start();
            server = started;
            return Map.of(
                    "opscope.oidc.issuer", "https://issuer.example",
                    "opscope.oidc.audience", "opscope-api",
                    "opscope.oidc.jwks-url",
                            "http://127.0.0.1:" + started.getAddress().getPort() + "/jwks",
                    "opscope.oidc.roles-claim", "realm_access.roles",
                    "opscope.oidc.roles.reader", "viewer",
                    "opscope.oidc.roles.boss", "admin");
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rotate() throws JoseException {
        var number = rotations.incrementAndGet();
        var nextRsa = RsaJwkGenerator.generateJwk(2048);
        nextRsa.setKeyId("rsa-" + number);
        rsa.set(nextRsa);
        var nextEc = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        nextEc.setKeyId("ec-" + number);
        ec.set(nextEc);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var told =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/jwks" -> published();
                        case "/asked" -> String.valueOf(asked.get());
                        case "/rs256" -> signed("RS256", rsa.get(), body);
                        case "/es256" -> signed("ES256", ec.get(), body);
                        case "/rs512" -> signed("RS512", rsa.get(), body);
                        case "/rotate" -> {
                            rotate();
                            yield "";
                        }
                        case "/silent" -> String.valueOf(silent.getAndSet(!silent.get()));
                        default -> rsa.get().toJson(OutputControlLevel.PUBLIC_ONLY);
                    };
            var bytes = told.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (JoseException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private String published() throws InterruptedException {
        asked.incrementAndGet();
        if (silent.get()) {
            Thread.sleep(3_000);
        }
        return "{\"keys\":[" + rsa.get().toJson(OutputControlLevel.PUBLIC_ONLY) + ','
                + ec.get().toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    private static String signed(String algorithm, PublicJsonWebKey key, String claims) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims);
        return signature.getCompactSerialization();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
