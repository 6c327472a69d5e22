package io.opscope.metrics.contract;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.opscope.metrics.Sender;
import io.opscope.metrics.live.TextSocket;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records and entries of two tenants that are much alike, and every operation asked for them by everybody. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, String> TIMES =
            Map.of("jobs", "created_at", "transactions", "created_at", "messages", "submitted_at");

    private final Sender sender = new Sender(tenant());
    private final Sender foreign = new Sender(foreignTenant());
    private final Instant now = Instant.now();

    @Inject
    RedisDataSource redis;

    AccessTest() {
        super("metrics");
    }

    @Override
    protected void plant() {
        planted(sender, "", canary, amount());
        planted(foreign, "foreign-", foreignCanary, foreignAmount());
    }

    private void planted(Sender in, String prefix, String word, String amount) {
        var user = prefix + userId(Identity.USER);
        in.put("/api/v1/directory/users/" + user, Map.of("email", word + "@example.org", "full_name", word));
        in.put("/api/v1/directory/accounts/" + prefix + "account", Map.of("name", word, "owners", List.of(user)));
        in.put(
                "/api/v1/directory/campaigns/" + prefix + "campaign",
                Map.of("name", word, "account_id", prefix + "account"));
        in.put("/api/v1/directory/routes/" + prefix + "route", Map.of("name", word));
        in.put("/api/v1/directory/tools/" + prefix + "tool", Map.of("name", word));
        for (var family : List.of("jobs", "transactions", "messages", "activities", "measurements", "logs")) {
            in.send(family, List.of(one(family, prefix, "planted", word, amount)));
        }
    }

    /** A record of any family: what a family does not know of is left out of what it stores. */
    private Map<String, Object> one(String family, String prefix, String id, String word, String amount) {
        var at = now.minusSeconds(60).toString();
        var one = record("id", id, TIMES.getOrDefault(family, "at"), at, "attributes", Map.of("note", word));
        switch (family) {
            case "jobs" ->
                one.putAll(record(
                        "user_id",
                        userId(Identity.USER),
                        "status",
                        "completed",
                        "tool",
                        "tool",
                        "provider",
                        word,
                        "strategy",
                        word,
                        "publisher",
                        word,
                        "actual_cost",
                        amount,
                        "estimated_cost",
                        amount));
            case "transactions" ->
                one.putAll(record(
                        "user_id", prefix + userId(Identity.USER), "status", "paid", "method", word, "amount", amount));
            case "messages" ->
                one.putAll(record(
                        "account_id",
                        prefix + "account",
                        "campaign_id",
                        prefix + "campaign",
                        "route_id",
                        prefix + "route",
                        "status",
                        "delivered",
                        "credits",
                        amount));
            case "activities" ->
                one.putAll(record(
                        "user_id", prefix + userId(Identity.USER), "action", word, "resource", word, "detail", word));
            case "measurements" -> one.putAll(record("app", "shop", "name", word, "value", amount));
            default -> one.putAll(record("app", "shop", "level", "ERROR", "message", word));
        }
        return one;
    }

    @Override
    protected String address(Row row) {
        var path = row.path()
                .replace("trends/{metric}", "trends/jobs")
                .replace("{metric}", "job-volume")
                .replace("{user_id}", userId(Identity.USER))
                .replace("ingest/{family}", "ingest/jobs")
                .replace("{family}", "jobs");
        if (!path.contains("{id}")) {
            return path;
        }
        var fresh = "x" + UUID.randomUUID();
        var kind = path.split("/")[3];
        switch (kind) {
            case "records" -> sender.send("jobs", List.of(one("jobs", "", fresh, canary, "0")));
            case "connectors" -> fresh = connector();
            case "directory" -> {
                if (row.method().equals("GET")) {
                    return path.replace("{id}", known(path.split("/")[4]));
                }
                sender.put(
                        path.replace("{id}", fresh), Map.of(path.contains("/users/") ? "full_name" : "name", canary));
            }
            case "analytics" -> {
                return path.replace("{id}", known(path.split("/")[5]));
            }
            default -> sender.send(kind, List.of(one(kind, "", fresh, canary, "0")));
        }
        return path.replace("{id}", fresh);
    }

    private String known(String kind) {
        return kind.equals("users") ? userId(Identity.USER) : kind.substring(0, kind.length() - 1);
    }

    /** The same addresses, asked by all of them, cold and then warm; what lies ready in Redis says whose it is. */
    @Test
    void whatReplicasShareIsKeptUnderWhoseItIs() {
        plant();
        for (int round = 0; round < 2; round++) {
            for (var address : List.of("/api/v1/analytics/cost-breakdown", "/api/v1/analytics")) {
                assertTrue(read(sender, Identity.ADMIN, address).contains(amount()), address);
                assertTrue(read(foreign, Identity.FOREIGN_TENANT, address).contains(foreignAmount()), address);
                assertTrue(read(sender, Identity.USER, address).contains(amount()), address);
                assertFalse(read(sender, Identity.OTHER_USER, address).contains(amount()), address);
            }
        }
        var values = redis.value(String.class);
        var found = new TreeSet<String>();
        for (var name : redis.key(String.class).keys("*opscope:answer:*")) {
            var value = String.valueOf(values.get(name));
            if (value.contains(canary) || value.contains(amount())) {
                assertTrue(name.contains(":" + tenant().length() + "." + tenant() + ":"), name);
                // the names of routes are the tenant's
                assertFalse(value.contains(amount()) && name.contains("user " + userId(Identity.OTHER_USER)), name);
                found.add("own");
            }
            if (value.contains(foreignCanary) || value.contains(foreignAmount())) {
                assertTrue(name.contains(":" + foreignTenant().length() + "." + foreignTenant() + ":"), name);
                found.add("foreign");
            }
        }
        assertEquals(Set.of("own", "foreign"), found);
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/live, '', {\"event\":\"join_admin_room\"}, {\"event\":\"request_live_update\"}",
        "/socket.io/?EIO=4&transport=websocket, 40, '42[\"join_admin_room\"]', '42[\"request_live_update\"]'"
    })
    void whoWatchesIsToldOfTheirOwnTenantAlone(String address, String hello, String join, String ask) {
        var ours = new StringBuffer();
        var theirs = new StringBuffer();
        var others = new StringBuffer();
        try (var boss = socket(address, Identity.ADMIN, ours);
                var stranger = socket(address, Identity.FOREIGN_TENANT, theirs);
                var other = socket(address, Identity.OTHER_USER, others)) {
            var sockets = List.of(boss, stranger, other);
            if (!hello.isEmpty()) {
                sockets.forEach(socket -> socket.say(hello));
            }
            sockets.forEach(socket -> socket.say(join));
            plant();
            await().atMost(PATIENCE).until(() -> {
                sockets.forEach(socket -> socket.say(ask));
                return tells(ours, canary, amount())
                        && tells(theirs, foreignCanary, foreignAmount())
                        && others.indexOf("live_update") >= 0;
            });
        }
        assertFalse(tells(ours, foreignCanary, foreignAmount()), ours::toString);
        assertFalse(tells(theirs, canary, amount()), theirs::toString);
        assertFalse(tells(others, canary, amount()), others::toString);
        assertFalse(tells(others, foreignCanary, foreignAmount()), others::toString);
    }

    private TextSocket socket(String address, Identity identity, StringBuffer heard) {
        return new TextSocket(URI.create(here() + address), "Bearer " + signed(claims(identity)), 1, heard::append);
    }

    private static boolean tells(CharSequence heard, String word, String amount) {
        return heard.toString().contains(word) || heard.toString().contains(amount);
    }

    private String read(Sender in, Identity identity, String address) {
        return in.as(userId(identity), identity.roles().toArray(new String[0]))
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String connector() {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(record(
                        "name",
                        canary,
                        "type",
                        "postgresql",
                        "host",
                        "127.0.0.1",
                        "port",
                        1,
                        "database",
                        canary,
                        "username",
                        canary,
                        "password",
                        canary,
                        "family",
                        "jobs",
                        "table",
                        "public.work",
                        "watermark",
                        "touched",
                        "enabled",
                        false,
                        "mapping",
                        Map.of("id", "id", "created_at", "begun")))
                .post("/api/v1/connectors")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
