package io.opscope.metrics.api.administration;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LiveWithoutRedisTest.RedisAway.class)
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LiveWithoutRedisTest {

    private final Sender sender = new Sender();

    /** Nobody listens at this port. */
    public static class RedisAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1");
        }
    }

    @Test
    void theBusinessIsToldAndTheSystemIsNullWithTheReason() {
        sender.send(
                "transactions",
                List.of(record(
                        "id",
                        "1",
                        "status",
                        "paid",
                        "amount",
                        5,
                        "created_at",
                        Instant.now().toString())));
        sender.get("/admin/api/metrics/live")
                .statusCode(200)
                .body("transactions.completed", is(1))
                .body("revenue.today", number("5"))
                .body("system", hasKey("cpuPercent"))
                .body("system.cpuPercent", nullValue())
                .body("system.memoryPercent", nullValue())
                .body("system.diskPercent", nullValue())
                .body("responseTime.avgMs", nullValue())
                .body("responseTime.p95Ms", nullValue())
                .body("$", hasKey("endpoints"))
                .body("endpoints", nullValue())
                .body("database.activeConnections", nullValue())
                .body("degraded", is(true))
                .body(
                        "unavailable.field",
                        hasItems(
                                "system.cpuPercent",
                                "system.memoryPercent",
                                "system.diskPercent",
                                "responseTime",
                                "endpoints",
                                "database"))
                .body("unavailable.reason", everyItem(containsString("Redis")))
                .body("unavailable.remedy", everyItem(containsString("OPSCOPE_REDIS_URL")));
        sender.get("/api/v1/analytics/dashboard/summary")
                .statusCode(200)
                .body("data.messages.total_today", is(0))
                .body("data.system.cpu_usage", nullValue())
                .body("data.system.active_connections", nullValue())
                .body("data.system.unavailable", hasSize(4))
                .body("data.degraded", is(true));
    }
}
