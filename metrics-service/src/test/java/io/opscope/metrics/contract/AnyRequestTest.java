package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.kit.testing.contract.ApiDocument;
import io.opscope.kit.testing.contract.ApiDocument.Operation;
import io.opscope.kit.testing.contract.RequestMaker;
import io.opscope.kit.testing.contract.RequestMaker.Request;
import io.quarkus.logging.Log;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked, the answer is as documented, or a problem that says what is wrong with the question; it is never a
 * failure of ours. Some thousand requests by default, with {@code -Pfuzz} a hundred thousand others.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AnyRequestTest {

    private static final int REQUESTS = Integer.getInteger("opscope.fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("opscope.fuzz.seed", 1);
    private static final int TOKEN_LASTS = 500;
    private static final int MOST_COMPLAINTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URL here;

    private final String tenant = "t-" + UUID.randomUUID();
    private final ApiDocument api = new ApiDocument("metrics");
    private final List<Operation> operations = api.operations();
    private final List<String> wrong = new ArrayList<>();
    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private String token = "";

    @Test
    void whateverIsAskedIsAnsweredAsDocumentedOrRefusedWithAReason() throws IOException, InterruptedException {
        for (int i = 0; i < REQUESTS && wrong.size() < MOST_COMPLAINTS; i++) {
            if (i % TOKEN_LASTS == 0) {
                token = Tokens.bearer(tenant, "boss", "admin");
            }
            var random = new Random(SEED * 1_000_003 + i);
            var operation = operations.get(i % operations.size());
            var request = new RequestMaker(api, random).of(operation);
            ask(i, operation, request, random);
        }
        Log.infof("Answers by status: %s", statuses);
        assertTrue(wrong.isEmpty(), () -> String.join("\n\n", wrong));
        assertTrue(statuses.getOrDefault(200, 0) > REQUESTS / 20, "Too few of the requests were any good: " + statuses);
    }

    private void ask(int number, Operation operation, Request request, Random random)
            throws IOException, InterruptedException {
        var made = HttpRequest.newBuilder(URI.create(here.toString().replaceAll("/$", "") + request.address()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        request.method(),
                        request.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        if (random.nextInt(30) > 0) {
            made.header("Authorization", token(random));
        }
        if (request.mediaType() != null) {
            made.header("Content-Type", request.mediaType());
        }
        if (request.accept() != null) {
            made.header("Accept", request.accept());
        }
        var answer = client.send(made.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        var complaints = complaints(operation, request, answer);
        if (!complaints.isEmpty()) {
            wrong.add("Request " + number + " of seed " + SEED + "\n" + request + "\nanswered " + answer.statusCode()
                    + " " + answer.headers().firstValue("Content-Type").orElse("") + " " + answer.body() + "\n"
                    + complaints);
        }
    }

    private String token(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Tokens.bearer(tenant, "ann", "user");
            case 1 -> Tokens.bearer(tenant, "eve", "viewer");
            case 2 -> Tokens.bearer(tenant, "feed", "ingest");
            case 3 -> "Bearer nonsense";
            default -> token;
        };
    }

    private List<String> complaints(Operation operation, Request request, HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status == 503 && answer.body().contains("/problems/recounting")) {
            // somebody has just decided anew what a status means, which has everything counted anew
            return List.of();
        }
        if (status >= 500) {
            return List.of("a failure of ours");
        }
        if (status == 204 || request.method().equals("OPTIONS") && status == 200) {
            return answer.body().isEmpty() || status == 200 ? List.of() : List.of("204 with a body");
        }
        var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        if (status >= 400) {
            return problem(status, type, answer.body());
        }
        if (!request.isDocumented()) {
            // another operation of the same address
            return type.equals("application/json") ? List.of() : List.of("neither JSON nor a problem");
        }
        if (type.equals("application/x-ndjson")) {
            return List.of();
        }
        return json(answer.body()) instanceof JsonNode body
                ? api.complaints(operation, status, type, body)
                : List.of("not JSON");
    }

    private static List<String> problem(int status, String type, String body) {
        var complaints = new ArrayList<String>();
        if (!type.equals("application/problem+json") || !(json(body) instanceof JsonNode problem)) {
            return List.of("not a problem document");
        }
        for (var field : List.of("type", "title", "instance")) {
            if (!problem.path(field).isTextual()) {
                complaints.add("the problem has no " + field);
            }
        }
        if (problem.path("status").asInt() != status) {
            complaints.add("the problem has another status");
        }
        if (body.contains("Exception") || body.contains("io.opscope") || body.contains("java.")) {
            complaints.add("the problem tells of the inside");
        }
        return complaints;
    }

    private static Object json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return e;
        }
    }
}
