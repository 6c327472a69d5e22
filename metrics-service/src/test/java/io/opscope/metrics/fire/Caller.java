package io.opscope.metrics.fire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Somebody of a tenant who speaks plain HTTP, with a token that is renewed in time. */
final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RENEW_AFTER = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String tenant;
    private String bearer = "";
    private Instant issued = Instant.EPOCH;

    Caller(String tenant) {
        this.tenant = tenant;
    }

    String tenant() {
        return tenant;
    }

    Answer get(URI address) throws IOException {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /** The answer when it comes, among others that are waited for. */
    CompletableFuture<HttpResponse<String>> ask(URI address) {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", bearer())
                .timeout(PATIENCE);
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Records as lines of JSON. */
    Answer post(URI address, String lines) throws IOException {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        var asked = System.nanoTime();
        try {
            var answer = http.send(
                    request.header("Authorization", bearer()).timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(answer, Duration.ofNanos(System.nanoTime() - asked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private synchronized String bearer() {
        if (Instant.now().isAfter(issued.plus(RENEW_AFTER))) {
            bearer = Tokens.bearer(tenant, "boss", "admin", "ingest");
            issued = Instant.now();
        }
        return bearer;
    }

    /** What came back, and how long it took. */
    record Answer(HttpResponse<String> response, Duration took) {

        int status() {
            return response.statusCode();
        }

        boolean saysWhenToTryAgain() {
            return response.headers().firstValue("Retry-After").isPresent();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(response.body(), e);
            }
        }
    }
}
