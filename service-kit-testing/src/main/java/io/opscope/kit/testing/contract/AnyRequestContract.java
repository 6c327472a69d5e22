package io.opscope.kit.testing.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opscope.kit.testing.Tokens;
import io.opscope.kit.testing.contract.ApiDocument.Operation;
import io.opscope.kit.testing.contract.RequestMaker.Request;
import io.quarkus.test.common.http.TestHTTPResource;
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
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked, the answer is as documented, or a problem that says what is wrong with the question; it is never a
 * failure of ours. Some thousand requests by default, with {@code -Pfuzz} many times as many others. {@code
 * -Dopscope.fuzz.seed=} asks the same again, {@code -Dopscope.fuzz.request=} one of them alone.
 */
public abstract class AnyRequestContract {

    private static final long SEED = Long.getLong("opscope.fuzz.seed", 1);
    private static final int ONLY = Integer.getInteger("opscope.fuzz.request", -1);
    private static final double TIMES = Double.parseDouble(System.getProperty("opscope.fuzz.times", "1"));
    private static final int AT_ONCE = 4;
    private static final int TOKEN_LASTS = 500;
    private static final int MOST_COMPLAINTS = 20;
    private static final Logger LOG = Logger.getLogger(AnyRequestContract.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What no body may tell: where in the code, in which tables, on which machine. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|io\\.opscope|\\bjava[x]?\\.|jakarta\\.|org\\.(postgresql|hibernate|jboss)|com\\.fasterxml|\\.java:\\d|"
                    + "jdbc:|Caused by|\\bSELECT\\b|\\bINSERT INTO\\b|127\\.0\\.0\\.1|localhost|/tmp/|/root/|/home/");

    private final String service;
    private final int requests;
    private final String tenant = "t-" + UUID.randomUUID();
    private final ApiDocument api;
    private final List<Operation> operations;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @TestHTTPResource("/")
    URL here;

    private volatile String token = "";

    /**
     * @param service file name in docs/api without its ending
     * @param requests how many are sent by default
     */
    protected AnyRequestContract(String service, int requests) {
        this.service = service;
        this.requests = (int) (requests * TIMES);
        this.api = new ApiDocument(service);
        this.operations = api.operations();
    }

    /** Who may do everything, as {@code Authorization}; asked for anew before it expires. */
    protected String admin() {
        return Tokens.bearer(tenant, "boss", "admin");
    }

    /** Somebody with one role. */
    protected String somebody(String role) {
        return Tokens.bearer(tenant, "ann", role);
    }

    /** Who asks for an operation that not everybody can be spared for; null when anybody can. */
    protected @Nullable String spared(Operation operation) {
        return null;
    }

    /** What stands in a path in most requests, by the variable's name. */
    protected Map<String, List<String>> pathValues() {
        return Map.of();
    }

    /** Whether an answer of 5xx is as it should be, since something is away or busy. */
    protected boolean isNoFailure(int status, String body) {
        return false;
    }

    @Test
    void whateverIsAskedIsAnsweredAsDocumentedOrRefusedWithAReason() throws InterruptedException {
        var next = new AtomicInteger();
        token = admin();
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < AT_ONCE; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement();
                            i < requests && wrong.size() < MOST_COMPLAINTS;
                            i = next.getAndIncrement()) {
                        if (i % TOKEN_LASTS == TOKEN_LASTS - 1) {
                            token = admin();
                        }
                        if (ONLY < 0 || ONLY == i) {
                            ask(i);
                        }
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("Seed " + SEED, e.getCause());
        } finally {
            threads.shutdownNow();
        }
        LOG.infof("%d requests to %s, seed %d; answers by status: %s", requests, service, SEED, statuses);
        assertTrue(wrong.isEmpty(), () -> String.join("\n\n", wrong));
        assertTrue(ONLY >= 0 || good() > requests / 20, "Too few of the requests were any good: " + statuses);
    }

    private int good() {
        return statuses.getOrDefault(200, 0) + statuses.getOrDefault(201, 0) + statuses.getOrDefault(204, 0);
    }

    private void ask(int number) throws IOException, InterruptedException {
        var random = new Random(SEED * 1_000_003 + number);
        var operation = operations.get(number % operations.size());
        var request = new RequestMaker(api, random, pathValues()).of(operation);
        var made = HttpRequest.newBuilder(URI.create(here.toString().replaceAll("/$", "") + request.address()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        request.method(),
                        request.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        var spared = spared(operation);
        if (random.nextInt(30) > 0) {
            made.header("Authorization", spared != null ? spared : token(random));
        }
        if (request.mediaType() != null) {
            made.header("Content-Type", request.mediaType());
        }
        if (request.accept() != null) {
            made.header("Accept", request.accept());
        }
        var answer = client.send(made.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() >= 500 && request.method().equals("HEAD")) {
            // why it failed is said to GET only
            answer = client.send(made.GET().build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            request = request.asGet();
        }
        var complaints = complaints(operation, request, answer);
        if (!complaints.isEmpty() && known.add(operation.method() + operation.path() + complaints)) {
            wrong.add("Request " + number + " of seed " + SEED + "\n" + request + "\nanswered " + answer.statusCode()
                    + " " + answer.headers().firstValue("Content-Type").orElse("") + " " + answer.body() + "\n"
                    + complaints);
        }
    }

    private String token(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> somebody("user");
            case 1 -> somebody("viewer");
            case 2 -> somebody("ingest");
            case 3 -> "Bearer nonsense";
            default -> token;
        };
    }

    private List<String> complaints(Operation operation, Request request, HttpResponse<String> answer) {
        var status = answer.statusCode();
        var body = answer.body();
        if (status >= 500 && !isNoFailure(status, body)) {
            return List.of("a failure of ours");
        }
        var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        if (status == 204 || request.method().equals("HEAD")) {
            return body.isEmpty() ? List.of() : List.of("a body where there is none");
        }
        if (request.method().equals("OPTIONS") && status == 200) {
            return List.of();
        }
        if (status >= 400) {
            var complaints = problem(status, type, body);
            if (complaints.isEmpty() && request.isDocumented()) {
                return api.complaints(operation, status, type, read(body));
            }
            return complaints;
        }
        if (!request.isDocumented()) {
            // another operation of the same address
            return List.of();
        }
        if (!api.offers(operation, status, type)) {
            return List.of(status + " with " + type + " is not documented");
        }
        if (!type.endsWith("/json")) {
            return List.of();
        }
        var json = read(body);
        return json.isMissingNode() ? List.of("not JSON") : api.complaints(operation, status, type, json);
    }

    private static List<String> problem(int status, String type, String body) {
        var complaints = new ArrayList<String>();
        var problem = read(body);
        if (!type.equals("application/problem+json") || problem.isMissingNode()) {
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
        if (INSIDE.matcher(body).find()) {
            complaints.add("the problem tells of the inside");
        }
        return complaints;
    }

    /** Missing, if it is no JSON. */
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
