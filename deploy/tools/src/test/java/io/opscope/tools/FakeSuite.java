package io.opscope.tools;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** The suite's public address as the tools see it: a real HTTP server that keeps records by their ids and can be told to fail in the ways a restart does. */
public final class FakeSuite implements AutoCloseable {

    /** What goes wrong with one ingest request. */
    public enum Fault {
        /** The service is away: 503 with Retry-After. */
        AWAY,
        /** The records are stored, the connection breaks before the answer. */
        ANSWER_LOST,
        /** The connection breaks before anything is stored. */
        REQUEST_LOST,
        /** The token is not valid any more. */
        TOKEN_EXPIRED,
        NONE
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static {
        // Without it every answer waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<String, Map<String, JsonNode>> families = new LinkedHashMap<>();
    private final Map<String, JsonNode> directory = new LinkedHashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    public final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    public final List<String> authorizations = new ArrayList<>();
    public int logins;
    public int refreshes;
    public int busyLogins;
    public int expiresIn = 600;

    public FakeSuite() throws IOException {
        this(0);
    }

    public FakeSuite(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public synchronized Collection<JsonNode> records(String family) {
        return List.copyOf(families.getOrDefault(family, Map.of()).values());
    }

    public synchronized JsonNode record(String family, String id) {
        return families.getOrDefault(family, Map.of()).get(id);
    }

    public synchronized Map<String, JsonNode> directory() {
        return Map.copyOf(directory);
    }

    public synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/api/v1/auth/login")) {
                login(exchange);
            } else if (path.equals("/api/v1/auth/refresh")) {
                refreshes++;
                grant(exchange);
            } else if (path.startsWith("/api/v1/directory/")) {
                directory.put(path.substring("/api/v1/directory/".length()), JSON.readTree(exchange.getRequestBody()));
                say(exchange, 200, "{}");
            } else if (path.startsWith("/api/v1/ingest/")) {
                ingest(exchange, path.substring("/api/v1/ingest/".length()));
            } else {
                say(exchange, 404, "{\"title\":\"Not found\",\"status\":404}");
            }
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        if (busyLogins-- > 0) {
            say(exchange, 503, "{\"title\":\"Unavailable\",\"status\":503}");
            return;
        }
        logins++;
        var body = JSON.readTree(exchange.getRequestBody());
        if (body.path("password").asText().equals("secret")) {
            grant(exchange);
        } else {
            say(exchange, 401, "{\"title\":\"Unauthorized\",\"status\":401}");
        }
    }

    private void grant(HttpExchange exchange) throws IOException {
        tokens.clear();
        tokens.add("token-" + logins + "-" + refreshes);
        say(
                exchange,
                200,
                "{\"access_token\":\"" + tokens.get(0)
                        + "\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + "}");
    }

    private void ingest(HttpExchange exchange, String family) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("X-API-Key");
        var bearer = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(key == null ? String.valueOf(bearer) : key);
        var body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
        var fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        if (fault == Fault.TOKEN_EXPIRED) {
            tokens.clear();
        }
        if (key == null ? !tokens.contains(String.valueOf(bearer).replace("Bearer ", "")) : !key.startsWith("ops_")) {
            say(exchange, 401, "{\"title\":\"Unauthorized\",\"status\":401}");
            return;
        }
        if ("ops_reader".equals(key)) {
            say(exchange, 403, "{\"title\":\"Forbidden\",\"status\":403}");
            return;
        }
        if (fault == Fault.AWAY) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            say(exchange, 503, "{\"title\":\"Unavailable\",\"status\":503}");
            return;
        }
        if (fault == Fault.REQUEST_LOST) {
            throw new IOException("broken on purpose");
        }
        var answer = store(family, new String(body, StandardCharsets.UTF_8));
        if (fault == Fault.ANSWER_LOST) {
            throw new IOException("broken on purpose");
        }
        say(exchange, 200, answer);
    }

    private String store(String family, String body) throws IOException {
        var known = families.computeIfAbsent(family, name -> new LinkedHashMap<>());
        var accepted = 0;
        var updated = 0;
        var duplicates = 0;
        var rejected = JSON.createArrayNode();
        var index = 0;
        for (var line : body.lines().toList()) {
            var record = JSON.readTree(line);
            if (record.has("completed_at") && time(record, "completed_at").isBefore(time(record, "started_at"))) {
                rejected.addObject().put("index", index).put("problem", "completed_at lies before started_at");
            } else {
                var former = known.put(record.path("id").asText(), record);
                if (former == null) {
                    accepted++;
                } else if (former.equals(record)) {
                    duplicates++;
                } else {
                    updated++;
                }
            }
            index++;
        }
        batches.add(index);
        var answer = JSON.createObjectNode()
                .put("accepted", accepted)
                .put("updated", updated)
                .put("duplicates", duplicates);
        answer.set("rejected", rejected);
        return answer.toString();
    }

    private static Instant time(JsonNode record, String field) {
        return record.has(field) ? Instant.parse(record.get(field).asText()) : Instant.EPOCH;
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
