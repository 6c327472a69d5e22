package io.opscope.gateway.suite;

import static java.util.Map.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Every operation of every service asked through the real gateway by everybody, in a suite with two tenants that are much
 * alike: {@code mvn verify -Ptour -pl gateway}, after one build of everything. What each service does by itself its own
 * tests say in {@code verify}; here it is what they do together, with tokens and keys that the gateway gave out.
 */
@Tag("suite")
class WholeSuiteAccessTest extends AccessContract {

    /** Of every pipeline. It is asked for by name, which a refusal repeats: nothing of anybody's is in it. */
    private static final String RUN = "run-1";

    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> FAMILIES =
            List.of("jobs", "transactions", "messages", "activities", "measurements", "logs");
    private static final Map<String, String> TIMES =
            Map.of("jobs", "created_at", "transactions", "created_at", "messages", "submitted_at");

    private final Map<Identity, String> ids = new EnumMap<>(Identity.class);
    private final Map<Identity, String> shown = new EnumMap<>(Identity.class);
    private final String foreign = "t-" + UUID.randomUUID();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant now = Instant.now();
    private @Nullable Suite suite;

    WholeSuiteAccessTest() {
        super("gateway", "metrics", "reports", "monitoring");
    }

    @BeforeAll
    void start() throws Exception {
        suite = new Suite();
        letIn();
        planted("default", Identity.ADMIN, Identity.USER, "", canary, amount());
        planted(foreign, Identity.FOREIGN_TENANT, Identity.FOREIGN_TENANT, "foreign-", foreignCanary, foreignAmount());
        awaitFigures();
    }

    @AfterAll
    void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    private Suite suite() {
        return Objects.requireNonNull(suite);
    }

    @Override
    protected String here() {
        return suite().address();
    }

    /** Accounts, tokens and keys of all callers, from the gateway; the flawed ones from gateways that are set otherwise. */
    private void letIn() throws Exception {
        var first = signIn(here(), "admin@opscope.local");
        var admin = account(first, "admin", "admin");
        ids.put(Identity.ADMIN, admin.id());
        shown.put(Identity.ADMIN, signIn(here(), admin.email()));
        for (var identity : List.of(Identity.OTHER_USER, Identity.VIEWER, Identity.USER)) {
            var one =
                    account(first, identity.name(), identity.roles().iterator().next());
            ids.put(identity, one.id());
            shown.put(identity, signIn(here(), one.email()));
        }
        var theirs = UUID.randomUUID() + "@example.com";
        var tenant = asked(
                first,
                "POST",
                "/api/v1/tenants",
                Map.of(
                        "id",
                        foreign,
                        "name",
                        "Elsewhere",
                        "admin",
                        Map.of("email", theirs, "password", PASSWORD, "full_name", foreignCanary)));
        ids.put(Identity.FOREIGN_TENANT, tenant.getString("admin_id"));
        shown.put(Identity.FOREIGN_TENANT, signIn(here(), theirs));
        shown.put(Identity.INGEST_KEY, key(first, "ingest").getString("key"));
        var revoked = key(shown.get(Identity.ADMIN), "admin");
        asked(first, "DELETE", "/api/v1/keys/" + revoked.getString("id"), null);
        shown.put(Identity.REVOKED_KEY, revoked.getString("key"));
        shown.put(Identity.UNSIGNED_TOKEN, unsigned(claimsOf(shown.get(Identity.ADMIN))));
        for (var odd : Map.of(
                        Identity.EXPIRED_TOKEN, "opscope.identity.access-token-lifetime=1s",
                        Identity.WRONG_ISSUER, "opscope.auth.issuer=another",
                        Identity.WRONG_AUDIENCE, "opscope.auth.audience=another")
                .entrySet()) {
            var setting = odd.getValue().split("=");
            try (var other = suite().otherGateway(Map.of(setting[0], setting[1]))) {
                shown.put(odd.getKey(), signIn(other.at("").toString(), admin.email()));
            }
        }
        await().atMost(PATIENCE).until(() -> statusOf(Identity.EXPIRED_TOKEN) == 401);
    }

    private record Somebody(String id, String email) {}

    private Somebody account(String admin, String name, String... roles) throws IOException, InterruptedException {
        var email = UUID.randomUUID() + "@example.com";
        var made = asked(
                admin,
                "POST",
                "/api/v1/users",
                Map.of("email", email, "password", PASSWORD, "full_name", name, "roles", List.of(roles)));
        return new Somebody(made.getString("id"), email);
    }

    private JsonObject key(String maker, String... roles) throws IOException, InterruptedException {
        return asked(maker, "POST", "/api/v1/keys", Map.of("name", "a key", "roles", List.of(roles)));
    }

    private String signIn(String gateway, String email) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject(Map.of("email", email, "password", PASSWORD)).encode()))
                .build();
        return new JsonObject(fine(request).body()).getString("access_token");
    }

    /** Something of everything, with the word and the amount in it. */
    private void planted(String tenant, Identity admin, Identity owner, String prefix, String word, String amount)
            throws IOException, InterruptedException {
        var boss = shown.get(admin);
        var user = ids.get(owner);
        asked(
                boss,
                "PUT",
                "/api/v1/directory/users/" + user,
                Map.of("full_name", word, "email", word + "@example.org"));
        asked(
                boss,
                "PUT",
                "/api/v1/directory/accounts/" + prefix + "account",
                Map.of("name", word, "owners", List.of(user)));
        asked(
                boss,
                "PUT",
                "/api/v1/directory/campaigns/" + prefix + "campaign",
                Map.of("name", word, "account_id", prefix + "account"));
        asked(boss, "PUT", "/api/v1/directory/routes/" + prefix + "route", Map.of("name", word));
        asked(boss, "PUT", "/api/v1/directory/tools/" + prefix + "tool", Map.of("name", word));
        for (var family : FAMILIES) {
            sent(boss, family, one(family, user, prefix, prefix + "planted", word, amount));
        }
        connector(boss, word);
        pipeline(boss, prefix + "pipeline", word);
        asked(shown.get(owner), "POST", "/api/v1/keys", Map.of("name", word, "roles", List.copyOf(owner.roles())));
        source(boss, under(word), word);
        rule(boss, word);
        channel(boss, word);
        silence(boss, word);
        alert(tenant, user, word);
    }

    private void sent(String sender, String family, Map<String, Object> record)
            throws IOException, InterruptedException {
        var answer = asked(sender, "POST", "/api/v1/ingest/" + family, record);
        assertEquals(1, answer.getInteger("accepted"), () -> family + ": " + answer);
    }

    private Map<String, Object> one(String family, String user, String prefix, String id, String word, String amount) {
        var one = new JsonObject()
                .put("id", id)
                .put(TIMES.getOrDefault(family, "at"), now.minusSeconds(60).toString())
                .put("attributes", Map.of("note", word));
        switch (family) {
            case "jobs" ->
                one.put("user_id", user)
                        .put("status", "completed")
                        .put("tool", prefix + "tool")
                        .put("provider", word)
                        .put("strategy", word)
                        .put("publisher", word)
                        .put("actual_cost", amount)
                        .put("estimated_cost", amount);
            case "transactions" ->
                one.put("user_id", user)
                        .put("status", "paid")
                        .put("method", word)
                        .put("amount", amount);
            case "messages" ->
                one.put("account_id", prefix + "account")
                        .put("campaign_id", prefix + "campaign")
                        .put("route_id", prefix + "route")
                        .put("status", "delivered")
                        .put("credits", amount);
            case "activities" ->
                one.put("user_id", user)
                        .put("action", word)
                        .put("resource", word)
                        .put("detail", word);
            case "measurements" -> one.put("app", "shop").put("name", word).put("value", amount);
            default -> one.put("app", "shop").put("level", "ERROR").put("message", word);
        }
        return one.getMap();
    }

    /** One that has run once. */
    private void pipeline(String boss, String id, String word) throws IOException, InterruptedException {
        var address = "/api/v1/pipelines/" + id;
        asked(boss, "PUT", address, Map.of("name", word, "source", word, "destination", word));
        asked(
                boss,
                "POST",
                address + "/runs",
                Map.of(
                        "run_id",
                        RUN,
                        "event",
                        "COMPLETE",
                        "at",
                        now.toString(),
                        "log",
                        List.of(Map.of("message", word))));
    }

    private String connector(String boss, String word) throws IOException, InterruptedException {
        return asked(
                        boss,
                        "POST",
                        "/api/v1/connectors",
                        Map.ofEntries(
                                entry("name", word),
                                entry("type", "postgresql"),
                                entry("host", "127.0.0.1"),
                                entry("port", 1),
                                entry("database", word),
                                entry("username", word),
                                entry("password", word),
                                entry("family", "jobs"),
                                entry("table", "public.work"),
                                entry("watermark", "touched"),
                                entry("enabled", false),
                                entry("mapping", Map.of("id", "id", "created_at", "begun"))))
                .getString("id");
    }

    /** A database under watch: that of the suite, so that it answers. */
    private String source(String boss, String id, String word) throws IOException, InterruptedException {
        var server = (PGSimpleDataSource) Superuser.of("public");
        return made(
                boss,
                "/api/v1/data-sources",
                "id",
                Map.of(
                        "id",
                        id,
                        "name",
                        word,
                        "type",
                        "postgresql",
                        "host",
                        "127.0.0.1",
                        "port",
                        server.getPortNumbers()[0],
                        "database",
                        "postgres",
                        "username",
                        "opscope_monitor",
                        "password",
                        word));
    }

    private static String under(String word) {
        return "source-" + word.substring(0, 20);
    }

    /** One that is switched off, so that it stays as it is. */
    private String rule(String boss, String word) throws IOException, InterruptedException {
        return made(
                boss,
                "/api/v1/alerts/rules",
                "rule_id",
                Map.of(
                        "rule_name",
                        word,
                        "metric_name",
                        "jobs.failed",
                        "condition",
                        "gt",
                        "threshold",
                        0,
                        "enabled",
                        false));
    }

    private String channel(String boss, String word) throws IOException, InterruptedException {
        var settings = Map.of("url", "http://127.0.0.1:9/" + word, "key", "0123456789abcdef");
        return made(
                boss, "/api/v1/alerts/channels", "id", Map.of("name", word, "type", "webhook", "settings", settings));
    }

    private String silence(String boss, String word) throws IOException, InterruptedException {
        return made(boss, "/api/v1/alerts/silences", "id", Map.of("ends_at", soon(), "comment", word));
    }

    private static String soon() {
        return Instant.now().plusSeconds(600).toString();
    }

    /** One that fires, about a user's records; nobody can ask for one, a rule has to find something first. */
    private static String alert(String tenant, String user, String word) {
        var id = UUID.randomUUID().toString();
        Sql.text("""
                -- An alert about somebody's records.
                INSERT INTO alert (tenant_id, id, rule_id, rule, labels, user_id, state, value, started_at, fired_at)
                VALUES (:tenant, CAST(:id AS uuid), 'planted', CAST(:rule AS jsonb), CAST(:labels AS jsonb), :user,
                        'firing', 1, now(), now())""")
                .on(Superuser.of("monitoring"))
                .set("tenant", tenant)
                .set("id", id)
                .set(
                        "rule",
                        new JsonObject()
                                .put("rule_id", "planted")
                                .put("rule_name", word)
                                .put("metric_name", "jobs.failed")
                                .put("condition", "gt")
                                .put("threshold", 0)
                                .put("severity", "info")
                                .encode())
                .set("labels", new JsonObject().put("user_id", user).encode())
                .set("user", user)
                .run();
        return id;
    }

    private String made(String boss, String path, String id, Map<String, ?> body)
            throws IOException, InterruptedException {
        return asked(boss, "POST", path, body).getJsonObject("data").getString(id);
    }

    /** Committed records show within a few seconds, and databases are watched after a few more. */
    private void awaitFigures() {
        await().atMost(PATIENCE).until(() -> {
            for (var tenant : Map.of(Identity.ADMIN, amount(), Identity.FOREIGN_TENANT, foreignAmount())
                    .entrySet()) {
                var costs = body(tenant.getKey(), "/api/v1/analytics/cost-breakdown");
                var sources = body(tenant.getKey(), "/api/performance/data-sources");
                if (!costs.contains(tenant.getValue())
                        || !sources.contains(tenant.getKey() == Identity.ADMIN ? canary : foreignCanary)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    protected String address(Row row) {
        try {
            return row.path().startsWith("/api/performance/")
                    ? row.path().replace("{id}", under(canary))
                    : row.path().contains("{") ? filled(row) : row.path();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String filled(Row row) throws IOException, InterruptedException {
        var boss = shown.get(Identity.ADMIN);
        var user = ids.get(Identity.USER);
        var path = row.path()
                .replace("trends/{metric}", "trends/jobs")
                .replace("{metric}", "job-volume")
                .replace("{user_id}", user)
                .replace("ingest/{family}", "ingest/jobs")
                .replace("{family}", "jobs")
                .replace("{rule_id}", "{id}")
                .replace("{run_id}", RUN);
        if (!path.contains("{id}")) {
            return path;
        }
        var parts = path.split("/");
        var fresh = "x" + UUID.randomUUID();
        switch (parts[3]) {
            case "tenants" -> fresh = "default";
            case "users" -> fresh = account(boss, canary, "user").id();
            case "keys" ->
                fresh = asked(
                                shown.get(Identity.USER),
                                "POST",
                                "/api/v1/keys",
                                Map.of("name", canary, "roles", List.of("user")))
                        .getString("id");
            case "sessions" -> fresh = session();
            case "data-sources" -> source(boss, fresh, canary);
            case "alerts" -> fresh = alerting(parts[4], boss, user);
            case "connectors" -> fresh = connector(boss, canary);
            case "pipelines" -> pipeline(boss, fresh, canary);
            case "records" -> sent(boss, "jobs", one("jobs", user, "", fresh, canary, "0"));
            case "analytics" -> fresh = known(parts[5]);
            case "directory" -> {
                if (row.method().equals("GET")) {
                    fresh = known(parts[4]);
                } else {
                    var named = parts[4].equals("users") ? "full_name" : "name";
                    asked(boss, "PUT", path.replace("{id}", fresh), Map.of(named, canary));
                }
            }
            default -> sent(boss, parts[3], one(parts[3], user, "", fresh, canary, "0"));
        }
        return path.replace("{id}", fresh);
    }

    private String alerting(String kind, String boss, String user) throws IOException, InterruptedException {
        return switch (kind) {
            case "channels" -> channel(boss, canary);
            case "rules" -> rule(boss, canary);
            case "silences" -> silence(boss, canary);
            default -> alert("default", user, canary);
        };
    }

    private String known(String kind) {
        return kind.equals("users") ? ids.get(Identity.USER) : kind.substring(0, kind.length() - 1);
    }

    /** A further session of the user, whose browser tells of it. */
    private String session() throws IOException, InterruptedException {
        var email = asked(shown.get(Identity.USER), "GET", "/api/v1/me", null).getString("email");
        var request = HttpRequest.newBuilder(URI.create(here() + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .header("User-Agent", canary)
                .POST(BodyPublishers.ofString(new JsonObject(Map.of("email", email, "password", PASSWORD)).encode()))
                .build();
        var token = new JsonObject(fine(request).body()).getString("access_token");
        return asked(token, "GET", "/api/v1/sessions", null).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    @Override
    protected String filled(String body, Identity identity) {
        return body.replace("FRESH", UUID.randomUUID().toString())
                .replace("SOON", soon())
                .replace("NOW", now.toString())
                .replace("ROLE", identity.roles().stream().findFirst().orElse("admin"));
    }

    @Override
    protected Optional<String> authorization(Row row, Identity identity) {
        if (row.path().equals("/api/v1/auth/logout") && identity.isKnown() && identity != Identity.INGEST_KEY) {
            // who signs out does not come again with the same
            try {
                var email =
                        asked(shown.get(identity), "GET", "/api/v1/me", null).getString("email");
                return Optional.of("Bearer " + signIn(here(), email));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Optional.ofNullable(shown.get(identity)).map(one -> "Bearer " + one);
    }

    @Override
    protected Optional<String> adminsAuthorization(Row row) {
        return Optional.of("Bearer " + shown.get(Identity.ADMIN));
    }

    /** One of every kind: records, figures, exports, the directory, keys, accounts, connectors, databases, alerts. */
    @Override
    protected Set<String> mustShow() {
        return Set.of(
                "GET /admin/api/alerts",
                "GET /analytics/recent-jobs",
                "GET /api/performance/application",
                "GET /api/performance/data-sources",
                "GET /api/v1/activities",
                "GET /api/v1/alerts",
                "GET /api/v1/alerts/channels",
                "GET /api/v1/alerts/rules",
                "GET /api/v1/alerts/silences",
                "GET /api/v1/analytics/cost-breakdown",
                "GET /api/v1/analytics/export/csv",
                "GET /api/v1/analytics/export/json",
                "GET /api/v1/connectors",
                "GET /api/v1/data-sources",
                "GET /api/v1/directory/accounts/{id}",
                "GET /api/v1/directory/users/{id}",
                "GET /api/v1/jobs",
                "GET /api/v1/keys",
                "GET /api/v1/messages/{id}",
                "GET /api/v1/transactions",
                "GET /api/v1/users/{id}");
    }

    /** What is for the services among themselves is at the edge nothing at all, save the tokens that they fetch there. */
    @Override
    protected Set<String> expected(Row row, Identity identity) {
        var isBehind = row.path().startsWith("/internal/") && !row.path().equals("/internal/service-tokens");
        // a key that only sends in is told so before it is looked where it would go
        return isBehind && identity.isKnown() && identity != Identity.INGEST_KEY
                ? Set.of("404")
                : super.expected(row, identity);
    }

    /** The same addresses have been asked by all of them by now, cold and warm; what lies in Redis says whose it is. */
    @Test
    void whatLiesInRedisLiesUnderTheTenantItIsOf() throws Exception {
        for (var address :
                List.of("/api/v1/analytics/cost-breakdown", "/api/v1/analytics", "/api/performance/data-sources")) {
            for (var identity : List.of(Identity.ADMIN, Identity.FOREIGN_TENANT, Identity.OTHER_USER, Identity.USER)) {
                body(identity, address);
            }
        }
        var found = new TreeSet<String>();
        var vertx = Vertx.vertx();
        try {
            var redis = Redis.createClient(vertx, suite().redis());
            for (var name : sent(redis, Command.KEYS, "*")) {
                var value = value(redis, name.toString());
                if (tells(value, canary, amount())) {
                    assertTrue(name.toString().contains(":7.default:"), () -> name + " has what is the first tenant's");
                    found.add("own");
                }
                if (tells(value, foreignCanary, foreignAmount())) {
                    var whose = ":" + foreign.length() + "." + foreign + ":";
                    assertTrue(name.toString().contains(whose), () -> name + " has what is the other tenant's");
                    found.add("foreign");
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertEquals(Set.of("own", "foreign"), found);
    }

    /** Everything that lies under a name, of whatever kind. */
    private static String value(Redis redis, String name) throws Exception {
        var kind = sent(redis, Command.TYPE, name).toString();
        return String.valueOf(
                switch (kind) {
                    case "hash" -> sent(redis, Command.HGETALL, name);
                    case "list" -> sent(redis, Command.LRANGE, name, "0", "-1");
                    case "set" -> sent(redis, Command.SMEMBERS, name);
                    case "zset" -> sent(redis, Command.ZRANGE, name, "0", "-1");
                    case "stream" -> sent(redis, Command.XRANGE, name, "-", "+");
                    case "none" -> "";
                    default -> sent(redis, Command.GET, name);
                });
    }

    private static Response sent(Redis redis, Command command, String... arguments) throws Exception {
        var request = Request.cmd(command);
        for (var argument : arguments) {
            request.arg(argument);
        }
        return redis.send(request).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoWatchesThroughTheGatewayIsToldOfTheirOwnTenantAlone() throws Exception {
        var heard = new EnumMap<Identity, StringBuffer>(Identity.class);
        var sockets = new ArrayList<WebSocket>();
        for (var identity : List.of(Identity.ADMIN, Identity.FOREIGN_TENANT, Identity.OTHER_USER)) {
            var frames = new StringBuffer();
            heard.put(identity, frames);
            sockets.add(client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + shown.get(identity))
                    .buildAsync(URI.create(here().replace("http:", "ws:") + "/ws/live"), new Frames(frames))
                    .get(10, TimeUnit.SECONDS));
        }
        try {
            for (var socket : sockets) {
                socket.sendText("{\"event\":\"join_admin_room\"}", true).get(10, TimeUnit.SECONDS);
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                for (var socket : sockets) {
                    socket.sendText("{\"event\":\"request_live_update\"}", true).get(10, TimeUnit.SECONDS);
                }
                return tells(heard.get(Identity.ADMIN), canary, amount())
                        && tells(heard.get(Identity.FOREIGN_TENANT), foreignCanary, foreignAmount())
                        && heard.get(Identity.OTHER_USER).indexOf("live_update") >= 0;
            });
        } finally {
            sockets.forEach(WebSocket::abort);
        }
        assertFalse(tells(heard.get(Identity.ADMIN), foreignCanary, foreignAmount()));
        assertFalse(tells(heard.get(Identity.FOREIGN_TENANT), canary, amount()));
        assertFalse(tells(heard.get(Identity.OTHER_USER), canary, amount()));
        assertFalse(tells(heard.get(Identity.OTHER_USER), foreignCanary, foreignAmount()));
    }

    private static boolean tells(CharSequence heard, String word, String amount) {
        return heard.toString().contains(word) || heard.toString().contains(amount);
    }

    private int statusOf(Identity identity) throws IOException, InterruptedException {
        return client.send(request(shown.get(identity), "GET", "/api/v1/me", null), BodyHandlers.ofString())
                .statusCode();
    }

    private String body(Identity identity, String address) throws IOException, InterruptedException {
        return client.send(request(shown.get(identity), "GET", address, null), BodyHandlers.ofString())
                .body();
    }

    private JsonObject asked(
            String token, String method, String path, @Nullable Map<String, ?> body, Integer... statuses)
            throws IOException, InterruptedException {
        var answer = fine(request(token, method, path, body), statuses).body();
        return answer.startsWith("{") ? new JsonObject(answer) : new JsonObject().put("items", new JsonArray());
    }

    private HttpRequest request(String token, String method, String path, @Nullable Map<String, ?> body) {
        var request = HttpRequest.newBuilder(URI.create(here() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
        if (body == null) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(new JsonObject(Map.copyOf(body)).encode()))
                .build();
    }

    private HttpResponse<String> fine(HttpRequest request, Integer... statuses)
            throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        var isFine = statuses.length == 0
                ? answer.statusCode() / 100 == 2
                : List.of(statuses).contains(answer.statusCode());
        assertTrue(isFine, () -> request.method() + " " + request.uri() + ": " + answer.statusCode() + answer.body());
        return answer;
    }

    private static JwtClaims claimsOf(String token) {
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

    /** Keeps the text of all frames. */
    private record Frames(StringBuffer heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.append(text);
            socket.request(1);
            return null;
        }
    }
}
