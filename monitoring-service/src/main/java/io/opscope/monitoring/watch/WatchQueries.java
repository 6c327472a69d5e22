package io.opscope.monitoring.watch;

import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.Uptime;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.host.HostReading;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How sources fare, told from what the watch has seen: no source and no table is asked, so the answer is always quick. */
@ApplicationScoped
public class WatchQueries {

    private final Roster roster;
    private final Engines engines;
    private final Sightings sightings;
    private final WatchConfig config;
    private final HealthRule rule;
    private final Clock clock = Clock.systemUTC();

    WatchQueries(Roster roster, Engines engines, Sightings sightings, WatchConfig config) {
        this.roster = roster;
        this.engines = engines;
        this.sightings = sightings;
        this.config = config;
        this.rule = new HealthRule(config.every(), config.slow(), config.connectionsPercent());
    }

    /** The sources of the caller's tenant. */
    public Answer<List<DataSource>> all(Scope scope) {
        var now = clock.instant();
        var sources = roster.all(scope).stream()
                .map(source -> dataSource(source, sightings.sight(source), now))
                .toList();
        var degraded = sources.stream().anyMatch(source -> source.responseTime() == null);
        var oldest = sources.stream()
                .map(DataSource::lastChecked)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return Answer.of(sources, degraded, oldest, List.of(), true);
    }

    /** Whether the sources, and what was seen of them before this replica began, have been read from the tables yet. */
    public boolean hasCaughtUp() {
        return sightings.haveCaughtUp();
    }

    Status status(Source source) {
        return status(source, sightings.sight(source), clock.instant());
    }

    /** Seconds; NaN when the last probe was not answered. */
    double lastResponseSeconds(Source source) {
        var last = sightings.sight(source).last();
        var took = last == null ? null : last.responseMs();
        return took == null ? Double.NaN : took / 1000;
    }

    private Status status(Source source, Watched.Sight sight, Instant now) {
        var vitals = sight.standing().vitals();
        return rule.at(
                now,
                sight.newestFirst(),
                vitals == null ? null : vitals.connections(),
                vitals == null ? null : vitals.connectionLimit(),
                isStale(source, sight.standing()));
    }

    private static boolean isStale(Source source, Standing standing) {
        var age = standing.age() == null ? null : standing.age().value();
        return age != null
                && source.asMart()
                        .filter(mart -> age.compareTo(mart.maxAge()) > 0)
                        .isPresent();
    }

    private static DataSource.@Nullable Freshness freshness(Source source, Standing standing) {
        var age = standing.age() == null ? null : standing.age().value();
        return source.asMart()
                .map(mart -> new DataSource.Freshness(
                        age == null ? null : age.toSeconds(), mart.maxAge().toSeconds()))
                .orElse(null);
    }

    private DataSource dataSource(Source source, Watched.Sight sight, Instant now) {
        var last = sight.last();
        var standing = sight.standing();
        var vitals = standing.vitals();
        var rate = standing.transactionsPerSecond();
        var hour = sight.since(now.minus(config.window()));
        var times = hour.stream()
                .map(Probe::responseMs)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        var anyTimes = times.getCount() > 0;
        var size = standing.size();
        return new DataSource(
                source.id(),
                source.name(),
                source.type(),
                status(source, sight, now),
                vitals == null ? null : Uptime.text(vitals.uptime()),
                vitals == null ? null : vitals.uptime().toSeconds(),
                last == null ? null : last.responseMs(),
                anyTimes ? rounded(times.getAverage()) : null,
                anyTimes ? times.getMin() : null,
                anyTimes ? times.getMax() : null,
                vitals == null ? null : vitals.connections(),
                vitals == null ? null : vitals.connectionLimit(),
                hour.stream().filter(Probe::failed).count(),
                size == null ? null : size.value(),
                last == null ? null : last.at(),
                metrics(standing.host(), rounded(rate)),
                freshness(source, standing),
                unavailable(source, last, standing, anyTimes));
    }

    private static DataSource.Metrics metrics(@Nullable HostReading host, @Nullable Double queries) {
        return host == null
                ? new DataSource.Metrics(null, null, null, queries, new DataSource.Origins(null, null, null))
                : new DataSource.Metrics(
                        percent(host.cpu()),
                        percent(host.memory()),
                        percent(host.disk()),
                        queries,
                        new DataSource.Origins(host.cpuFrom(), host.memoryFrom(), host.diskFrom()));
    }

    private static List<Unavailable> machine(@Nullable HostReading host, Why why) {
        return host == null
                ? Stream.of("metrics.cpu", "metrics.memory", "metrics.disk")
                        .map(why::about)
                        .toList()
                : host.unavailable();
    }

    private List<Unavailable> unavailable(Source source, @Nullable Probe last, Standing standing, boolean anyTimes) {
        var vitals = standing.vitals();
        var size = standing.size();
        var rate = standing.transactionsPerSecond();
        var missing = new ArrayList<Unavailable>();
        var why = whyNothingWasRead(source, last);
        if (vitals == null) {
            for (var field : List.of("uptime", "uptimeSeconds", "connections", "connectionLimit")) {
                missing.add(why.about(field));
            }
        } else {
            missing.addAll(vitals.unavailable());
        }
        if (last == null || last.failed()) {
            missing.add(why.about("responseTime"));
        }
        if (!anyTimes) {
            for (var field : List.of("avgResponseTime", "minResponseTime", "maxResponseTime")) {
                missing.add(new Why("No probe of the last hour was answered", why.remedy()).about(field));
            }
        }
        if (last == null) {
            missing.add(why.about("lastChecked"));
        }
        if (size != null) {
            missing.addAll(size.unavailable());
        } else {
            missing.add(why.about("databaseSizeBytes"));
        }
        if (rate == null) {
            missing.add(vitals == null ? why.about("metrics.queries") : noRateYet());
        }
        if (source.asMart().isPresent()) {
            missing.addAll(
                    standing.age() == null
                            ? List.of(why.about("freshness.ageSeconds"))
                            : standing.age().unavailable());
        }
        missing.addAll(machine(standing.host(), why));
        if (engines.find(source).isEmpty()) {
            missing.add(new Unavailable(
                    "status",
                    "This version knows no databases of type " + source.server().type(),
                    "Update every replica of the monitoring service to the same version"));
        }
        return List.copyOf(missing);
    }

    private Why whyNothingWasRead(Source source, @Nullable Probe last) {
        if (last == null) {
            return new Why("The source has not been looked at yet", "Ask again in " + seconds(config.every()));
        }
        if (last.reason() == null) {
            return new Why(
                    "Nothing has been read since this service was started, or the reading is still under way",
                    "Ask again in " + seconds(config.every()));
        }
        return new Why(
                last.reason(),
                "Bring the source back, or correct what it is registered with: POST /api/v1/data-sources/"
                        + source.id() + "/test says what stands in the way. It is looked at again every "
                        + seconds(config.every()));
    }

    private Unavailable noRateYet() {
        return new Unavailable(
                "metrics.queries",
                "A rate takes two probes in a row, without a reset of the server's counters between them",
                "Ask again in " + seconds(config.every()));
    }

    private static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + " s";
    }

    private static @Nullable Double percent(@Nullable Double value) {
        return value == null ? null : Math.round(value * 100) / 100.0;
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1000) / 1000.0;
    }

    /** A reason and a remedy that several fields share. */
    private record Why(String reason, String remedy) {

        Unavailable about(String field) {
            return new Unavailable(field, reason, remedy);
        }
    }
}
