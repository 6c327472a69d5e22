package io.opscope.gateway.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the gateway where monitoring would: answers as a running suite gave them, with names that nobody should
 * have. What is to be changed is written down and answered; {@code /test} tells it, and has addresses fail or be empty.
 */
public class MonitoringUpstream implements QuarkusTestResourceLifecycleManager {

    private static final Pattern SECONDS = Pattern.compile("\"@(-?\\d+)\"");
    private static final String EMPTY = "{\"status\": \"success\", \"data\": [], \"unavailable\": []}";
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("GET /api/performance/data-sources", "sources"),
            Map.entry("GET /api/v1/data-sources", "registered"),
            Map.entry("POST /api/v1/data-sources", "source"),
            Map.entry("GET /api/performance/pipelines", "pipelines"),
            Map.entry("GET /admin/api/alerts", "admin-alerts"),
            Map.entry("GET /api/v1/alerts/rules", "rules"),
            Map.entry("POST /api/v1/alerts/rules", "rule"),
            Map.entry("GET /api/v1/alerts/channels", "channels"),
            Map.entry("POST /api/v1/alerts/channels", "channel"),
            Map.entry("GET /api/v1/alerts/silences", "silences"),
            Map.entry("POST /api/v1/alerts/silences", "silence"));

    private final List<JsonObject> changes = new CopyOnWriteArrayList<>();
    private final Map<String, String> cases = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        try {
            var server = vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return Map.of("opscope.upstream.monitoring", "http://127.0.0.1:" + server.actualPort());
        } catch (Exception e) {
            throw new IllegalStateException("The answers behind the gateway could not be offered", e);
        }
    }

    /** After the fake that all tests have, in whose place this one answers. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public void stop() {
        vertx.close();
    }

    private void answer(HttpServerRequest request) {
        var response = request.response();
        if (request.path().startsWith("/test")) {
            told(request);
            return;
        }
        request.body().onSuccess(body -> {
            if (request.method() != HttpMethod.GET) {
                changes.add(new JsonObject()
                        .put("what", request.method().name() + " " + request.path())
                        .put("body", body.length() == 0 ? null : body.toJsonObject()));
            }
            switch (cases.getOrDefault(request.path(), "")) {
                case "fails" -> problem(response, 503, "Monitoring rests", "It is back in a minute.");
                case "refuses" ->
                    problem(response, 400, "The request is not valid", "host has to be one that may be called");
                case "empty" -> send(response, EMPTY);
                case "waits" -> {} // until whoever asked goes away
                default -> send(response, request);
            }
        });
    }

    private void told(HttpServerRequest request) {
        if (request.path().equals("/test/begin")) {
            changes.clear();
            cases.clear();
        } else if (request.path().equals("/test/case")) {
            cases.put(request.getParam("path"), request.getParam("is"));
        }
        send(request.response(), new JsonArray(List.copyOf(changes)).encode());
    }

    private static void send(HttpServerResponse response, HttpServerRequest request) {
        if (request.method() == HttpMethod.DELETE) {
            response.setStatusCode(204).end();
            return;
        }
        var name = nameOf(request);
        if (name == null) {
            problem(response, 404, "Not found", request.path());
        } else {
            send(response, text(name));
        }
    }

    private static @Nullable String nameOf(HttpServerRequest request) {
        var path = request.path();
        var last = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/api/performance/data-sources/")) {
            return last;
        }
        return switch (last) {
            case "test" -> path.contains("/channels/") ? "channel-trial" : "trial";
            case "acknowledge" -> "alert";
            case "alerts" -> path.startsWith("/admin") ? "admin-alerts" : "alerts-" + request.getParam("state");
            case "runs" -> "runs";
            case "application" -> request.getParam("app") == null ? "application" : "product";
            default ->
                request.method() == HttpMethod.PATCH
                        ? path.contains("/rules/") ? "rule" : "channel"
                        : ANSWERS.get(request.method().name() + " " + path);
        };
    }

    private static void problem(HttpServerResponse response, int status, String title, String detail) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }

    private static void send(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", "application/json").end(json);
    }

    /** An answer with its moments, which are written as seconds from now. */
    private static String text(String name) {
        var now = Instant.now();
        try (var stream = MonitoringUpstream.class.getResourceAsStream("/monitoring/" + name + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("There is no answer " + name);
            }
            var json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return SECONDS.matcher(json)
                    .replaceAll(found -> '"'
                            + now.plusSeconds(Long.parseLong(found.group(1))).toString()
                            + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
