package io.opscope.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the five products' scripts ask and send, and the figures they show, with nothing but the JDK. */
final class ProductScripts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANALYTICS = "/api/v1/analytics";
    private static final String REVENUE = "/admin/api/analytics/revenue";
    private static final Predicate<String> FILE =
            Pattern.compile("attachment; filename=\".*jobs_\\d{8}\\.csv\"").asMatchPredicate();

    private final HttpClient http;
    private final String address;
    private final String zone;
    private final String[] signedIn;

    /** @param signedIn the name and the value of the header that says who asks */
    ProductScripts(RunningSuite suite, String... signedIn) {
        this.http = suite.http();
        this.address = suite.address();
        this.zone = URLEncoder.encode(suite.zone(), StandardCharsets.UTF_8);
        this.signedIn = signedIn;
    }

    /** Everything that whoever may read is shown. */
    JsonNode shown() throws Exception {
        return figures(
                "jobDashboard", jobDashboard(),
                "revenue", revenue(),
                "messaging", messaging(),
                "generation", generation(),
                "databases", databases());
    }

    private ObjectNode jobDashboard() throws Exception {
        var performance = get("/analytics/performance?userId=&period=30");
        var metrics = performance.path("metrics");
        var months = performance.path("jobTrends");
        var jobs = get("/analytics/recent-jobs?limit=2").path("jobs");
        return figures(
                "totalJobs", metrics.path("totalJobs"),
                "successRate", metrics.path("successRate"),
                "avgDurationMinutes", metrics.path("avgDurationMinutes"),
                "dataVolumeGb", metrics.path("dataVolumeGb"),
                "before",
                        row(metrics.path("previous"), "totalJobs", "successRate", "avgDurationMinutes", "dataVolumeGb"),
                "months", count(months, month -> month.path("month").asText().matches("\\d{4}-\\d\\d")),
                "ofMonths", sum(months, "successful").add(sum(months, "failed")),
                "tools", rows(performance.path("toolUsage"), "toolName", "usageCount", "percentage"),
                "period", isTime(performance.at("/period/from")) && isTime(performance.at("/period/until")),
                "recent", rows(jobs, "id", "tool", "status", "userId", "durationSeconds", "dataVolumeMb"),
                "times",
                        each(jobs)
                                .flatMap(job -> Stream.of("createdAt", "startTime", "endTime")
                                        .map(job::path))
                                .allMatch(ProductScripts::isTime),
                "ofOne", texts(get("/analytics/recent-jobs/?userId=u-2").path("jobs"), "id"),
                "health", get("/analytics/health").path("status"));
    }

    private ObjectNode revenue() throws Exception {
        var from = Instant.now().minus(Duration.ofDays(3));
        var daily = get(REVENUE + "?breakdown=daily&from=" + from);
        var hourly = get(REVENUE + "?breakdown=hourly&status=completed");
        var weekly = get(REVENUE + "?breakdown=weekly&method=card");
        var activity = get("/admin/api/user-activity?limit=50");
        var summary = daily.path("summary");
        var feed = activity.path("feed");
        return figures(
                "total", summary.path("total"),
                "transactions", summary.path("transactions"),
                "perTransaction", summary.path("revenuePerTransaction"),
                "successRate", summary.path("successRate"),
                "refunded", summary.path("refunded"),
                "net", summary.path("net"),
                "byStatus", summary.path("byStatus"),
                "peak", List.of(summary.at("/peak/revenue"), isTime(summary.at("/peak/bucket"))),
                "ofDays", sum(daily.path("series"), "revenue"),
                "best",
                        each(daily.path("series"))
                                .map(day -> day.path("averageValue").decimalValue())
                                .reduce(BigDecimal.ZERO, BigDecimal::max),
                "ofHours", sum(hourly.path("series"), "revenue"),
                "ofWeeks", sum(weekly.path("series"), "transactions"),
                "activeUsers", activity.path("activeUsers"),
                "uploads",
                        each(activity.path("byAction"))
                                .filter(entry -> entry.path("action").asText().equals("upload"))
                                .map(entry -> entry.path("count"))
                                .findFirst()
                                .orElseThrow(),
                "hours", activity.path("heatmap").size(),
                "feed",
                        !feed.isEmpty()
                                && each(feed)
                                        .allMatch(entry -> isTime(entry.path("at"))
                                                && entry.path("userId").isTextual()
                                                && entry.path("action").isTextual()),
                "conversions", rows(activity.path("conversions"), "userId", "action", "resource", "detail"));
    }

    private ObjectNode messaging() throws Exception {
        var realtime = get(ANALYTICS + "/metrics/messages/realtime?window_seconds=3600");
        var campaign = get(ANALYTICS + "/metrics/campaigns/c-1");
        var account = get(ANALYTICS + "/metrics/accounts/a-1?tz=" + zone);
        var routes = get(ANALYTICS + "/metrics/routes");
        var route = get(ANALYTICS + "/metrics/routes/r-1");
        var summary = get(ANALYTICS + "/dashboard/summary?tz=" + zone);
        var trend = get(ANALYTICS + "/trends/messages?granularity=hour&hours=24");
        var prediction = get(ANALYTICS + "/predictions/message-volume?hours_ahead=24");
        var answer = post(
                ANALYTICS + "/query",
                Map.of(
                        "metric",
                        "messages",
                        "aggregation",
                        "count",
                        "group_by",
                        List.of("route_id"),
                        "filters",
                        Map.of("account_id", "a-1")));
        var data = realtime.path("data");
        var points = trend.at("/data/data_points");
        var anomaly = prediction.at("/data/anomaly_detection");
        return figures(
                "states",
                        Stream.of(realtime, campaign, account, routes, route, summary, trend, prediction, answer)
                                .map(one -> one.path("status"))
                                .toList(),
                "total", data.path("total_messages"),
                "delivered", data.path("messages_delivered"),
                "failed", data.path("messages_failed"),
                "pending", data.path("messages_pending"),
                "deliveryRate", data.path("delivery_rate_percent"),
                "deliverySeconds", data.path("avg_delivery_time_seconds"),
                "campaign",
                        row(
                                campaign.path("data"),
                                "campaign_name",
                                "total_recipients",
                                "processed",
                                "remaining",
                                "progress_percentage",
                                "delivered",
                                "failed"),
                "account",
                        row(
                                account.path("data"),
                                "account_name",
                                "messages_sent_today",
                                "messages_sent_month",
                                "current_balance",
                                "credits_used_month",
                                "tps_limit"),
                "routes", rows(routes.path("data"), "route_id", "messages"),
                "route", row(route.path("data"), "messages", "success_rate_percent", "capacity_tps"),
                "summary",
                        List.of(
                                summary.at("/data/messages/total_today"),
                                summary.at("/data/messages/last_hour"),
                                summary.at("/data/campaigns/active")),
                "ofHours", sum(points, "value"),
                "points",
                        each(points).map(point -> point.path("timestamp")).allMatch(ProductScripts::isTime)
                                && trend.at("/data/statistics/max_value").asDouble()
                                        >= trend.at("/data/statistics/avg_value")
                                                .asDouble(),
                "direction",
                        List.of("up", "down", "stable")
                                .contains(trend.at("/data/trend/direction").asText()),
                "forecast",
                        List.of(
                                prediction.at("/data/metric_name"),
                                prediction.at("/data/forecast_24h").size(),
                                prediction.at("/data/forecast_7d").size()),
                "anomaly",
                        anomaly.path("is_anomaly").isBoolean()
                                && anomaly.path("anomaly_score").isNumber()
                                && Math.abs(anomaly.path("anomaly_score").asDouble() - 0.5) <= 0.5,
                "byRoute", answer.at("/data/rows").size(),
                "exact", answer.at("/data/exact"));
    }

    private ObjectNode generation() throws Exception {
        var all = get(ANALYTICS + "?days=30");
        var costs = get(ANALYTICS + "/cost-breakdown");
        var days = get(ANALYTICS + "/time-series?interval=day").path("data");
        var performance = get(ANALYTICS + "/performance");
        var csv = answer(request(ANALYTICS + "/export/csv").build());
        var lines = csv.body().lines().toList();
        var first = get("/api/v1/jobs?limit=3");
        var rest = get("/api/v1/jobs?limit=3&cursor="
                + URLEncoder.encode(first.path("next_cursor").asText(), StandardCharsets.UTF_8));
        return figures(
                "totalJobs", all.path("total_jobs"),
                "totalCost", all.path("total_cost"),
                "seconds", all.path("avg_generation_time"),
                "successRate", all.path("success_rate"),
                "byStatus", all.path("jobs_by_status"),
                "byProvider", all.path("jobs_by_provider"),
                "byStrategy", all.path("jobs_by_strategy"),
                "ofProvider", costs.at("/cost_by_provider/openai"),
                "dearest", costs.path("most_expensive_jobs").size(),
                "ofDays", sum(days, "cost"),
                "deliveredOfDays", sum(days, "delivered_count"),
                "ofOpenai", performance.at("/generation_time_by_provider/openai"),
                "quality",
                        row(
                                performance.path("qc_metrics"),
                                "total_jobs",
                                "delivered_jobs",
                                "delivery_rate",
                                "avg_qc_score",
                                "avg_issue_count"),
                "verdicts", performance.path("qc_status_breakdown"),
                "csvHead", lines.get(0),
                "csvLines", lines.size(),
                "csvFormulas",
                        lines.stream().filter(line -> line.contains(",'=1+1,")).count(),
                "csvIsAFile",
                        FILE.test(
                                csv.headers().firstValue("Content-Disposition").orElse("")),
                "exported", sum(get(ANALYTICS + "/export/json"), "cost"),
                "listed",
                        ((ArrayNode) texts(first.path("items"), "id"))
                                .addAll((ArrayNode) texts(rest.path("items"), "id")),
                "last", rest.path("next_cursor"));
    }

    private ObjectNode databases() throws Exception {
        var sources = "/api/performance/data-sources";
        var answer = get(sources);
        var first = answer.at("/data/0");
        var its = sources + "/" + first.path("id").asText();
        return figures(
                "states",
                        List.of(
                                answer.path("status"),
                                get(its + "/slow-queries?minMs=1000").path("status"),
                                get(its + "/active-queries").path("status")),
                "type", first.path("type"),
                "fares", first.path("status"),
                "figures",
                        Stream.of("uptimeSeconds", "responseTime", "connections", "databaseSizeBytes")
                                .map(name -> first.path(name).isNumber()
                                        ? "number"
                                        : first.path(name).toString())
                                .toList());
    }

    /** What only administrators are shown. */
    JsonNode administered() throws Exception {
        var overview = get(ANALYTICS + "/admin/overview");
        var one = get(ANALYTICS + "/admin/user/u-1");
        return figures(
                "jobs", overview.path("total_jobs"),
                "cost", overview.path("total_cost"),
                "active", overview.path("active_users"),
                "byStatus", overview.path("jobs_by_status"),
                "providers", overview.path("provider_usage"),
                "top", rows(overview.path("top_users"), "email", "job_count", "total_cost"),
                "user", row(one.path("user"), "id", "email", "full_name", "is_active"),
                "ofUser", row(one.path("analytics"), "total_jobs", "total_cost", "success_rate", "period_days"),
                "stranger", status(ANALYTICS + "/admin/user/nobody"),
                "caches",
                        each(get("/admin/api/cache/stats").path("caches"))
                                .filter(cache -> cache.path("cache").asText().equals("job-performance"))
                                .anyMatch(cache -> cache.path("hits").asLong()
                                                + cache.path("misses").asLong()
                                        > 0),
                "cleared", post("/admin/api/cache/clear?cache=recent-jobs", "").path("cleared"));
    }

    /** What a producer is answered that sends one record, both of two, and both again; and then one that is none. */
    JsonNode sent() throws Exception {
        var mark = UUID.randomUUID();
        var now = Instant.now().toString();
        var records = Stream.of(1, 2)
                .map(number -> Map.of(
                        "id",
                        "sent-" + mark + "-" + number,
                        "user_id",
                        "u-1",
                        "action",
                        "sent",
                        "resource",
                        "thing",
                        "at",
                        now))
                .toList();
        var lines = JSON.writeValueAsString(records.get(0)) + "\n" + JSON.writeValueAsString(records.get(1));
        var answers = List.of(
                ingested("application/json", JSON.writeValueAsString(records.get(0))),
                ingested("application/json", JSON.writeValueAsString(records)),
                ingested("application/x-ndjson", lines),
                ingested("application/x-ndjson", lines.replace("\n", "\r\n") + "\r\n"),
                ingested("application/json", "[{\"id\":\"sent-" + mark + "-3\",\"action\":\"sent\"}]"));
        return figures("answers", answers, "reading", status(ANALYTICS));
    }

    private List<?> ingested(String type, String body) throws Exception {
        var request = request("/api/v1/ingest/activities")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = JSON.readTree(RunningSuite.fine(request, answer(request)).body());
        return List.of(answer.path("accepted"), answer.path("duplicates"), texts(answer.path("rejected"), "index"));
    }

    private JsonNode get(String path) throws Exception {
        var request = request(path).build();
        return JSON.readTree(RunningSuite.fine(request, answer(request)).body());
    }

    private JsonNode post(String path, Object body) throws Exception {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body)))
                .build();
        return JSON.readTree(RunningSuite.fine(request, answer(request)).body());
    }

    private int status(String path) throws Exception {
        return answer(request(path).build()).statusCode();
    }

    private HttpResponse<String> answer(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .headers(signedIn);
    }

    private static ObjectNode figures(Object... namesAndValues) {
        var figures = JSON.createObjectNode();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            figures.set((String) namesAndValues[i], JSON.valueToTree(namesAndValues[i + 1]));
        }
        return figures;
    }

    private static Stream<JsonNode> each(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static List<JsonNode> row(JsonNode one, String... names) {
        return Stream.of(names).map(one::path).toList();
    }

    private static List<List<JsonNode>> rows(JsonNode rows, String... names) {
        return each(rows).map(one -> row(one, names)).toList();
    }

    private static ArrayNode texts(JsonNode rows, String name) {
        var texts = JSON.createArrayNode();
        rows.forEach(one -> texts.add(one.path(name)));
        return texts;
    }

    private static long count(JsonNode rows, Predicate<JsonNode> which) {
        return each(rows).filter(which).count();
    }

    private static BigDecimal sum(JsonNode rows, String name) {
        return each(rows).map(row -> row.path(name).decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isTime(JsonNode text) {
        return text.asText().endsWith("Z") && Instant.parse(text.asText()).isAfter(Instant.EPOCH);
    }
}
