package io.opscope.monitoring.application;

import io.opscope.kit.tail.LineText;
import io.opscope.monitoring.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is made of that which a product sent, by the names that are documented for it. */
final class ProductPicture {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MESSAGE = 8_000;
    private static final int LONGEST_DETAILS = 4_000;

    private final String app;
    private final @Nullable Sent sent;
    private final String lack;
    private final Duration window;
    private final Gauges gauges;
    private final Gaps gaps = new Gaps();

    /**
     * @param sent null when nobody could be asked
     * @param lack why it is null then
     */
    ProductPicture(String app, @Nullable Sent sent, String lack, Duration window) {
        this.app = app;
        this.sent = sent;
        this.lack = lack;
        this.window = window;
        this.gauges = new Gauges(sent == null || sent.replicas() == null ? List.of() : sent.replicas());
    }

    Application application() {
        var requests = sent == null
                ? new Requests(
                        OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty())
                : Requests.of(sent);
        var uptime = gauge(gauges.least("uptime_seconds"), "uptime", "uptime_seconds");
        return new Application(
                uptime == null ? null : Uptime.text(Duration.ofSeconds(uptime.longValue())),
                whole(uptime),
                window.toSeconds(),
                counted(requests.requests(), "requests", Requests.REQUESTS + " or " + Requests.RESPONSE_TIME),
                counted(requests.errors(), "errors", Requests.ERRORS),
                measured(requests.mean(), "avgResponseTime", Requests.RESPONSE_TIME),
                measured(requests.p95(), "p95ResponseTime", Requests.RESPONSE_TIME),
                gauge(gauges.mean("cpu_percent"), "cpu", "cpu_percent"),
                gauge(gauges.mean("memory_percent"), "memory", "memory_percent"),
                gauge(gauges.greatest("disk_percent"), "disk", "disk_percent"),
                gauge(gauges.sum("network_mbps"), "networkMbps", "network_mbps"),
                whole(gauge(gauges.greatest("active_users"), "activeUsers", "active_users")),
                whole(gauge(gauges.sum("queue_depth"), "queueDepth", "queue_depth")),
                queues(),
                pools(),
                endpoints(),
                replicas(),
                logs(),
                gaps.all());
    }

    private @Nullable Long counted(OptionalLong value, String field, String names) {
        return gaps.or(value, field, notSent(names), remedy(names));
    }

    private @Nullable Double measured(OptionalDouble value, String field, String name) {
        return gaps.or(value, field, notSent(name), remedy(name));
    }

    /** What is told by replica is known only while measurements can be told apart. */
    private @Nullable Double gauge(OptionalDouble value, String field, String name) {
        return gaps.or(value, field, apartOr(notSent(name)), remedy(name));
    }

    private String notSent(String names) {
        return sent == null
                ? lack
                : "'" + LineText.clean(app, LONGEST_NAME) + "' has sent no measurement " + names + " within the last "
                        + window.toSeconds() + " s";
    }

    private String remedy(String names) {
        return sent == null
                ? "Ask again, and see whether the metrics service is well"
                : "Send measurements named " + names;
    }

    private String apartOr(String reason) {
        return sent != null && sent.replicas() == null
                ? "There are too many measurements to be told apart by replica and endpoint"
                : reason;
    }

    private @Nullable List<Application.Queue> queues() {
        var depth = gauges.sum("queue_depth");
        return gaps.or(
                depth.isPresent()
                        ? Optional.of(List.of(new Application.Queue("queue", Math.round(depth.getAsDouble()))))
                        : Optional.empty(),
                "queues",
                apartOr(notSent("queue_depth")),
                remedy("queue_depth"));
    }

    private @Nullable List<Application.Pool> pools() {
        return gaps.or(
                Optional.of(pool(gauges)).filter(pools -> !pools.isEmpty()),
                "pools",
                apartOr(notSent("db_pool_active and db_pool_size")),
                remedy("db_pool_active and db_pool_size"));
    }

    private static List<Application.Pool> pool(Gauges gauges) {
        var active = gauges.sum("db_pool_active");
        var size = gauges.sum("db_pool_size");
        return active.isPresent() && size.isPresent()
                ? List.of(new Application.Pool(
                        "database", Math.round(active.getAsDouble()), Math.round(size.getAsDouble())))
                : List.of();
    }

    private @Nullable List<Application.Endpoint> endpoints() {
        var labelled = labelled(sent == null ? null : sent.endpoints());
        var told = labelled.entrySet().stream()
                .flatMap(one -> endpoint(one.getKey(), Requests.of(one.getValue())).stream())
                .sorted(Comparator.comparingLong(Application.Endpoint::requests)
                        .reversed()
                        .thenComparing(Application.Endpoint::endpoint))
                .toList();
        return gaps.or(
                Optional.of(told).filter(all -> !all.isEmpty()),
                "endpoints",
                apartOr(notSent(Requests.RESPONSE_TIME + " with a label endpoint")),
                remedy(Requests.RESPONSE_TIME + " with a label endpoint"));
    }

    private static Optional<Application.Endpoint> endpoint(String name, Requests its) {
        return its.requests().isEmpty()
                ? Optional.empty()
                : Optional.of(new Application.Endpoint(
                        name, its.requests().getAsLong(), its.errorsOrNull(), its.meanOrNull(), its.p95OrNull()));
    }

    private @Nullable List<Application.Replica> replicas() {
        var labelled = labelled(sent == null ? null : sent.replicas());
        var told = labelled.entrySet().stream()
                .map(one -> replica(one.getKey(), one.getValue()))
                .sorted(Comparator.comparing(Application.Replica::replica))
                .toList();
        return gaps.or(
                Optional.of(told).filter(all -> !all.isEmpty()),
                "replicas",
                apartOr(notSent("with a label replica")),
                sent == null
                        ? "Ask again, and see whether the metrics service is well"
                        : "Label measurements with the replica that they are of");
    }

    private static Application.Replica replica(String name, List<Sent.Part> parts) {
        var its = new Gauges(parts);
        var requests = Requests.of(parts);
        return new Application.Replica(
                name,
                null,
                parts.stream()
                        .map(Sent.Part::latestAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH),
                whole(value(its.least("uptime_seconds"))),
                requests.requestsOrNull(),
                requests.errorsOrNull(),
                requests.meanOrNull(),
                requests.p95OrNull(),
                value(its.mean("cpu_percent")),
                value(its.mean("memory_percent")),
                value(its.greatest("disk_percent")),
                null,
                null,
                value(its.sum("network_mbps")),
                whole(value(its.sum("queue_depth"))),
                pool(its));
    }

    private @Nullable List<Application.Line> logs() {
        if (sent == null) {
            gaps.add("logs", notSent(""), remedy(""));
            return null;
        }
        if (!sent.linesComplete()) {
            gaps.add(
                    "logs",
                    "Only the newest lines of all products together were looked through",
                    "Older lines are kept, but not looked through here");
        }
        return sent.lines().stream().map(ProductPicture::line).toList();
    }

    private static Application.Line line(Sent.Line line) {
        return new Application.Line(
                line.at(), line.level(), LineText.clean(line.message(), LONGEST_MESSAGE), details(line), line.source());
    }

    private static @Nullable Object details(Sent.Line line) {
        var details = line.details();
        if (details == null || details.isNull()) {
            return null;
        }
        var text = details.toString();
        return text.length() <= LONGEST_DETAILS ? details : LineText.clean(text, LONGEST_DETAILS);
    }

    private static Map<String, List<Sent.Part>> labelled(@Nullable Collection<Sent.Part> parts) {
        var labelled = new LinkedHashMap<String, List<Sent.Part>>();
        if (parts != null) {
            for (var part : parts) {
                if (part.label() != null) {
                    labelled.computeIfAbsent(LineText.clean(part.label(), LONGEST_NAME), one -> new ArrayList<>())
                            .add(part);
                }
            }
        }
        return labelled;
    }

    private static @Nullable Double value(OptionalDouble value) {
        return value.isPresent() ? Gaps.rounded(value.getAsDouble()) : null;
    }

    private static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }
}
