package io.opscope.gateway.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Stands behind the gateway where metrics would: a few small answers in the shape the dashboard asks for. */
public class DashboardUpstream implements QuarkusTestResourceLifecycleManager {

    private static final Map<String, Double> TOTALS = Map.of("hourly", 12.25, "daily", 300.5, "weekly", 1200.0);

    private final AtomicLong frames = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        try {
            var server = vertx.createHttpServer()
                    .requestHandler(DashboardUpstream::answer)
                    .webSocketHandler(this::live)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return Map.of("opscope.upstream.metrics", "http://127.0.0.1:" + server.actualPort());
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

    private static void answer(HttpServerRequest request) {
        var body =
                switch (request.path()) {
                    case "/analytics/performance" -> performance();
                    case "/analytics/recent-jobs" -> new JsonObject().put("jobs", jobs());
                    case "/api/v1/analytics/time-series" -> timeSeries();
                    case "/admin/api/analytics/revenue" ->
                        revenue(request.getParam("breakdown"), request.getParam("currency", "USD"));
                    default -> null;
                };
        if (body == null) {
            request.response().setStatusCode(404).end();
        } else {
            request.response().putHeader("Content-Type", "application/json").end(body.encode());
        }
    }

    private static JsonObject performance() {
        var until = Instant.now().truncatedTo(ChronoUnit.HOURS);
        var month = YearMonth.now(ZoneOffset.UTC);
        var trends = IntStream.rangeClosed(0, 5)
                .mapToObj(step -> new JsonObject()
                        .put("month", month.minusMonths(5L - step).toString())
                        .put("totalJobs", 200 + step)
                        .put("successful", 190)
                        .put("failed", 9))
                .toList();
        return new JsonObject()
                .put(
                        "metrics",
                        new JsonObject()
                                .put("totalJobs", 1247)
                                .put("successRate", 94.2)
                                .put("avgDurationMinutes", 4.2)
                                .put("dataVolumeGb", 847.0)
                                .put(
                                        "previous",
                                        new JsonObject()
                                                .put("totalJobs", 1000)
                                                .put("successRate", 93.0)
                                                .put("avgDurationMinutes", 4.6)
                                                .putNull("dataVolumeGb")))
                .put("jobTrends", new JsonArray(trends))
                .put(
                        "toolUsage",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("toolName", "Gem Portal")
                                        .put("usageCount", 512)
                                        .put("percentage", 41.06)))
                .put(
                        "period",
                        new JsonObject()
                                .put("from", until.minus(30, ChronoUnit.DAYS).toString())
                                .put("until", until.toString()));
    }

    private static JsonArray jobs() {
        var created = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        var done = new JsonObject()
                .put("id", "job-done")
                .put("tool", "Gem Portal")
                .put("status", "completed")
                .put("userId", "u-1")
                .put("createdAt", created.toString())
                .put("startTime", created.toString())
                .put("endTime", created.plusSeconds(42).toString())
                .put("durationSeconds", 42)
                .put("dataVolumeMb", 12.5);
        var waiting = new JsonObject()
                .put("id", "job-waiting")
                .put("tool", "Gem Portal")
                .put("status", "pending")
                .put("userId", "u-1")
                .put("createdAt", created.toString())
                .putNull("startTime")
                .putNull("endTime")
                .putNull("durationSeconds")
                .putNull("dataVolumeMb");
        return new JsonArray().add(done).add(waiting);
    }

    private static JsonObject timeSeries() {
        var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var days = IntStream.rangeClosed(0, 29)
                .mapToObj(step -> new JsonObject()
                        .put(
                                "date",
                                today.minus(29L - step, ChronoUnit.DAYS)
                                        .toString()
                                        .substring(0, 10))
                        .put("job_count", 40 + step)
                        .put("cost", 3.5 + step)
                        .put("delivered_count", 38 + step)
                        .put("success_rate", 95.0))
                .toList();
        return new JsonObject().put("interval", "day").put("period_days", 30).put("data", new JsonArray(days));
    }

    private static JsonObject revenue(String breakdown, String currency) {
        var bucket = Instant.now().truncatedTo(ChronoUnit.DAYS).toString();
        var total = currency.equals("GBP") ? 77.0 : TOTALS.get(breakdown);
        return new JsonObject()
                .put("currency", currency)
                .put(
                        "series",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("bucket", bucket)
                                        .put("revenue", total)
                                        .put("transactions", 3)
                                        .put("averageValue", total / 3)
                                        .put("successRate", 75.0)))
                .put(
                        "summary",
                        new JsonObject()
                                .put("total", total)
                                .put("average", total)
                                .put(
                                        "peak",
                                        new JsonObject().put("bucket", bucket).put("revenue", total))
                                .put("transactions", 3)
                                .put("revenuePerTransaction", total / 3)
                                .put("successRate", 75.0)
                                .put("refunded", 0)
                                .put("net", total)
                                .put("byStatus", new JsonObject()))
                .put(
                        "by_currency",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("currency", "GBP")
                                        .put("revenue", 77.0)
                                        .put("transactions", 3)));
    }

    private void live(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if ("request_live_update".equals(new JsonObject(text).getString("event"))) {
                socket.writeTextMessage(liveUpdate().encode());
            }
        });
    }

    /** Every frame has one job more than the one before. */
    private JsonObject liveUpdate() {
        var number = frames.incrementAndGet();
        var jobs = new JsonObject()
                .put("total", 40 + number)
                .put("successful", 38)
                .put("failed", 1)
                .put("inProgress", 1)
                .put("successRate", 95.0);
        return new JsonObject()
                .put("event", "live_update")
                .put("seq", number)
                .put(
                        "data",
                        new JsonObject()
                                .put("timestamp", Instant.now().toString())
                                .put("jobs", new JsonObject().put("today", jobs).put("lastHour", jobs))
                                .put(
                                        "transactions",
                                        new JsonObject()
                                                .put("completed", 2)
                                                .put("pending", 0)
                                                .put("failed", 1)
                                                .put("recent", new JsonArray()))
                                .put(
                                        "revenue",
                                        new JsonObject()
                                                .put("currency", "USD")
                                                .put("lastHour", 1.5)
                                                .put("today", 12.25))
                                .put("recentJobs", jobs()));
    }
}
