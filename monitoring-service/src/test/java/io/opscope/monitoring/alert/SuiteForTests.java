package io.opscope.monitoring.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gateway that gives tokens and a metrics service that has figures, as far as alerts need them. */
public class SuiteForTests implements QuarkusTestResourceLifecycleManager {

    private static final String SECRET = "a secret of the monitoring service's own";
    private static final State STATE = new State();
    private static final GreenMail MAILS = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/internal/service-tokens", SuiteForTests::tokens);
            started.createContext("/internal/figures", SuiteForTests::figures);
            started.createContext("/internal/product", SuiteForTests::product);
            started.setExecutor(Executors.newCachedThreadPool());
            started.start();
            server = started;
            MAILS.start();
            var here = "http://127.0.0.1:" + started.getAddress().getPort();
            return Map.of(
                    "opscope.alerts.figures.gateway",
                    here,
                    "opscope.alerts.figures.metrics",
                    here,
                    "opscope.alerts.figures.service-secret",
                    SECRET,
                    "quarkus.mailer.mock",
                    "false",
                    "quarkus.mailer.host",
                    "127.0.0.1",
                    "quarkus.mailer.port",
                    Integer.toString(MAILS.getSmtp().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        MAILS.stop();
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(STATE, new TestInjector.MatchesType(State.class));
    }

    /** For tests without the injection. */
    public static State state() {
        return STATE;
    }

    private static void tokens(HttpExchange exchange) throws IOException {
        var proof = new JsonObject(body(exchange));
        if (!proof.getString("secret").equals(SECRET)
                || !proof.getString("service").equals("monitoring")) {
            send(exchange, 401, "{}");
            return;
        }
        var tokens = new JsonArray();
        for (var tenant : STATE.tenants) {
            tokens.add(new JsonObject()
                    .put("tenant", tenant)
                    .put("access_token", Tokens.token(Tokens.claims(tenant, "monitoring-service", "alerting")))
                    .put("expires_in", 600));
        }
        send(exchange, 200, new JsonObject().put("tokens", tokens).encode());
    }

    private static void figures(HttpExchange exchange) throws IOException {
        var tenant = tenant(exchange);
        STATE.asked.computeIfAbsent(tenant, one -> new AtomicInteger()).incrementAndGet();
        if (STATE.away.contains(tenant)) {
            send(exchange, 503, "{}");
            return;
        }
        var answers = new JsonArray();
        for (var question : new JsonObject(body(exchange)).getJsonArray("questions")) {
            var one = (JsonObject) question;
            var values = new JsonArray();
            var known = STATE.values.getOrDefault(tenant + " " + one.getString("metric"), Map.of());
            known.forEach((label, value) -> values.add(new JsonObject()
                    .put(
                            "labels",
                            label.isEmpty()
                                    ? new JsonObject()
                                    : new JsonObject()
                                            .put(one.getJsonArray("group_by").getString(0), label))
                    .put("value", value.isNaN() ? null : value)));
            answers.add(new JsonObject()
                    .put("id", one.getString("id"))
                    .put("values", values)
                    .put("absent", one.getString("metric").endsWith(".failed") ? 0 : null)
                    .putNull("problem"));
        }
        send(exchange, 200, new JsonObject().put("answers", answers).encode());
    }

    /** What a tenant's product sent; nothing of one that nobody knows. */
    private static void product(HttpExchange exchange) throws IOException {
        var tenant = tenant(exchange);
        if (STATE.away.contains(tenant)) {
            send(exchange, 503, "{}");
            return;
        }
        var refusal = STATE.refusals.get(tenant);
        if (refusal != null) {
            send(exchange, refusal, "{\"detail\":\"for nobody's eyes\"}");
            return;
        }
        var gate = STATE.gates.get(tenant);
        if (gate != null) {
            gate.join();
        }
        var query = exchange.getRequestURI().getQuery();
        STATE.queries.put(tenant, query);
        var app = query.substring("app=".length(), query.indexOf("&seconds="));
        send(
                exchange,
                200,
                STATE.products.getOrDefault(
                        tenant + " " + app,
                        "{\"measured\":[],\"endpoints\":[],\"replicas\":[],\"lines\":[],\"linesComplete\":true}"));
    }

    /** Whose token it is. */
    private static String tenant(HttpExchange exchange) {
        return new JsonObject(new String(
                        Base64.getUrlDecoder()
                                .decode(exchange.getRequestHeaders()
                                        .getFirst("Authorization")
                                        .split("\\.")[1]),
                        StandardCharsets.UTF_8))
                .getString("tenant");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What there is to be told, for tests to change. */
    public static final class State {

        private final Set<String> tenants = ConcurrentHashMap.newKeySet();
        private final Set<String> away = ConcurrentHashMap.newKeySet();
        private final Map<String, Map<String, Double>> values = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        private final Map<String, String> products = new ConcurrentHashMap<>();
        private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
        private final Map<String, String> queries = new ConcurrentHashMap<>();

        /** Sets what is told of a tenant's product, as the metrics service writes it. */
        public void product(String tenant, String app, String told) {
            products.put(tenant + " " + app, told);
        }

        /** Has what a tenant's products sent answered with another status. */
        public void refuse(String tenant, int status) {
            refusals.put(tenant, status);
        }

        /** Has nothing answered of a tenant's products until it is let go. */
        public void hold(String tenant) {
            gates.put(tenant, new CompletableFuture<>());
        }

        public void letGo(String tenant) {
            var gate = gates.remove(tenant);
            if (gate != null) {
                gate.complete(null);
            }
        }

        /** What was asked last of a tenant's products. */
        public String query(String tenant) {
            return queries.getOrDefault(tenant, "");
        }

        public void tenant(String tenant) {
            tenants.add(tenant);
        }

        /** Sets a figure that nothing divides; NaN for one that there is no value of. */
        public void value(String tenant, String metric, double value) {
            values(tenant, metric, Map.of("", value));
        }

        public void values(String tenant, String metric, Map<String, Double> byLabel) {
            values.put(tenant + " " + metric, new TreeMap<>(byLabel));
        }

        public void away(String tenant, boolean isAway) {
            if (isAway) {
                away.add(tenant);
            } else {
                away.remove(tenant);
            }
        }

        /** The mails there are, whole. */
        public List<String> mails() {
            return Arrays.stream(MAILS.getReceivedMessages())
                    .map(mail -> GreenMailUtil.getWholeMessage(mail))
                    .toList();
        }

        /** How often figures were asked for. */
        public int asked(String tenant) {
            return asked.getOrDefault(tenant, new AtomicInteger()).get();
        }
    }
}
