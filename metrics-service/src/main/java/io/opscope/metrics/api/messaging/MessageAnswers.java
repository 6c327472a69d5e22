package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.messaging.MessagingSummary.Campaigns;
import io.opscope.metrics.api.messaging.MessagingSummary.Counted;
import io.opscope.metrics.api.messaging.MessagingSummary.Messages;
import io.opscope.metrics.api.messaging.MessagingSummary.Previous;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.directory.AccountEntry;
import io.opscope.metrics.directory.CampaignEntry;
import io.opscope.metrics.directory.DirectoryEntries;
import io.opscope.metrics.directory.RouteEntry;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RealtimeMessages;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Snapshot;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.query.Stretch;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers how messages, campaigns, accounts and routes are doing. */
@ApplicationScoped
class MessageAnswers {

    private static final String DELIVERY_TIME = "delivery_time";
    private static final int SECONDS_DECIMALS = 3;
    private static final int RATE_DECIMALS = 2;
    private static final int CURRENT_SECONDS = 60;

    /** As long as messages are kept. */
    private static final Duration EVER = Duration.ofDays(1095);

    private final Family family;
    private final CellQueries cells;
    private final MessageWindow window;
    private final DirectoryEntries directory;
    private final Answers answers;
    private final HostAnswers hosts;

    MessageAnswers(
            Catalogue catalogue,
            CellQueries cells,
            MessageWindow window,
            DirectoryEntries directory,
            Answers answers,
            HostAnswers hosts) {
        this.family = catalogue.messages();
        this.cells = cells;
        this.window = window;
        this.directory = directory;
        this.answers = answers;
        this.hosts = hosts;
    }

    RealtimeMessages realtime(Scope scope, int seconds) {
        return live(
                "messages-realtime",
                scope,
                RealtimeMessages.class,
                List.of(seconds),
                now -> window.last(scope, seconds, now));
    }

    CampaignProgress campaign(Scope scope, String id) {
        var entry = directory.campaign(scope, id);
        var progress =
                live("campaign", scope, CampaignProgress.class, List.of(id), now -> progress(scope, id, entry, now));
        if (entry.isEmpty() && progress.totalRecipients() == 0) {
            throw CommonProblem.notFound("campaign", id);
        }
        return progress;
    }

    private CampaignProgress progress(Scope scope, String id, Optional<CampaignEntry> entry, Instant now) {
        var all = Question.about(family, Range.last(EVER, cells.horizon(scope, family, now)))
                .where("campaign_id", Optional.of(id));
        var figures = ask(scope, all);
        var total = entry.map(CampaignEntry::totalRecipients).orElse(figures.records());
        var delivered = figures.successes();
        var failed = figures.only(Outcome.FAILURE).records();
        var remaining = Math.max(0, total - delivered - failed);
        var rate = perSecond(figures.records(), sendingSeconds(scope, id, now));
        return new CampaignProgress(
                id,
                entry.map(CampaignEntry::name).orElse(id),
                total,
                delivered + failed,
                remaining,
                Rounding.percent(Math.min(delivered + failed, total), total),
                delivered,
                failed,
                rate,
                completion(remaining, rate, now));
    }

    private static @Nullable Instant completion(long remaining, BigDecimal rate, Instant now) {
        return remaining == 0 || rate.signum() == 0
                ? null
                : now.plusSeconds(Math.round(remaining / rate.doubleValue()));
    }

    /** From the first to the last message, as exactly as it is counted: by minutes where there are such, else by hours. */
    private long sendingSeconds(Scope scope, String campaign, Instant now) {
        var horizon = cells.horizon(scope, family, now);
        return cells.atOneMoment(scope, data -> sendingSeconds(data, horizon, campaign, now));
    }

    private long sendingSeconds(Snapshot data, Horizon horizon, String campaign, Instant now) {
        var days =
                buckets(data, campaign, horizon.inSteps(Range.last(EVER, horizon), Step.DAY, ZoneOffset.UTC), Step.DAY);
        if (days.isEmpty()) {
            return 0;
        }
        var from = days.get(0);
        var range = Range.since(from, now);
        var step = horizon.hasMinutes(range) ? Step.MINUTE : horizon.hasHours(range) ? Step.HOUR : Step.DAY;
        var fine = buckets(data, campaign, range, step);
        var end = step.start(fine.get(fine.size() - 1), 1, ZoneOffset.UTC);
        return Duration.between(fine.get(0), end.isAfter(now) ? now : end).toSeconds();
    }

    private List<Instant> buckets(Snapshot data, String campaign, Range range, Step step) {
        var question = Question.about(family, range)
                .where("campaign_id", Optional.of(campaign))
                .per(step, ZoneOffset.UTC);
        return data.cells(question).stream()
                .map(Cell::start)
                .distinct()
                .sorted()
                .toList();
    }

    AccountUse account(Scope scope, String id, ZoneId zone) {
        var entry = directory.account(scope, id);
        var use = live("account", scope, AccountUse.class, List.of(id, zone), now -> {
            var its = Optional.of(id);
            var today = ask(scope, since(Step.DAY, zone, now).where("account_id", its));
            var month = ask(scope, since(Step.MONTH, zone, now).where("account_id", its));
            var current = currentTps(scope, "account_id", id, now);
            var limit = entry.map(AccountEntry::tpsLimit).orElse(null);
            return new AccountUse(
                    id,
                    entry.map(AccountEntry::name).orElse(id),
                    today.records(),
                    month.records(),
                    entry.map(AccountEntry::balance).orElse(null),
                    Rounding.plain(month.sum("credits")),
                    limit,
                    current,
                    share(current, limit));
        });
        if (entry.isEmpty() && use.messagesSentMonth() == 0) {
            throw CommonProblem.notFound("account", id);
        }
        return use;
    }

    List<RouteUse> routes(Scope scope, int hours) {
        return List.of(live("routes", scope, RouteUse[].class, List.of(hours), now -> {
            var used = ask(scope, lastHours(scope, hours, now).by("route_id").withDistribution(DELIVERY_TIME))
                    .byDimension(0);
            var current = ask(
                            scope,
                            lastSeconds(CURRENT_SECONDS, now).toTheSecond().by("route_id"))
                    .byDimension(0);
            var known = directory.routes(scope);
            var none = Figures.of(family, List.of());
            return Stream.concat(used.keySet().stream(), new TreeMap<>(known).keySet().stream())
                    .distinct()
                    .map(id -> route(id, used.getOrDefault(id, none), current.getOrDefault(id, none), known.get(id)))
                    .toArray(RouteUse[]::new);
        }));
    }

    RouteUse route(Scope scope, String id, int hours) {
        var listed = routes(scope, hours).stream()
                .filter(route -> route.routeId().equals(id))
                .findFirst();
        if (listed.isPresent() && listed.get().messages() > 0) {
            return listed.get();
        }
        // one beyond those that are counted apart is listed among the others
        var its = routeByItself(scope, id, hours);
        if (listed.isEmpty() && its.messages() == 0) {
            throw CommonProblem.notFound("route", id);
        }
        return its;
    }

    private RouteUse routeByItself(Scope scope, String id, int hours) {
        var entry = directory.route(scope, id).orElse(null);
        return live("route", scope, RouteUse.class, List.of(id, hours), now -> {
            var used = lastHours(scope, hours, now).withDistribution(DELIVERY_TIME);
            var current = lastSeconds(CURRENT_SECONDS, now).toTheSecond();
            var its = Optional.of(id);
            return route(
                    id, ask(scope, used.where("route_id", its)), ask(scope, current.where("route_id", its)), entry);
        });
    }

    private RouteUse route(String id, Figures used, Figures current, @Nullable RouteEntry entry) {
        var tps = perSecond(current.records(), CURRENT_SECONDS);
        var capacity = entry == null ? null : entry.capacityTps();
        return new RouteUse(
                id,
                entry == null ? id : entry.name(),
                used.records(),
                used.successRate(),
                used.average(DELIVERY_TIME, SECONDS_DECIMALS),
                percentile(used, 95),
                tps,
                capacity,
                share(tps, capacity));
    }

    MessagingSummary summary(Scope scope, ZoneId zone) {
        var counted = live("messaging-summary", scope, Counted.class, List.of(zone), now -> {
            var today = ask(scope, since(Step.DAY, zone, now));
            var yesterday = cells.atOneMoment(
                    scope,
                    snapshot -> snapshot.exactly(
                            yesterday(since(Step.DAY, zone, now), zone), cells.horizon(scope, family, now)));
            var lastHour = ask(
                    scope,
                    Question.about(family, Range.last(Duration.ofHours(1), now)).by("campaign_id"));
            var campaigns = lastHour.recordsBy(0).keySet().stream()
                    .filter(id -> !id.equals(Family.UNKNOWN))
                    .count();
            var current = ask(scope, lastSeconds(CURRENT_SECONDS, now).toTheSecond());
            return new Counted(
                    now,
                    new Messages(
                            today.records(),
                            lastHour.records(),
                            perSecond(current.records(), CURRENT_SECONDS),
                            today.successRate(),
                            today.average(DELIVERY_TIME, SECONDS_DECIMALS)),
                    new Campaigns(campaigns),
                    previous(yesterday));
        });
        return MessagingSummary.of(counted, hosts.readings());
    }

    /** Yesterday, up to the time it is now. */
    private Question yesterday(Question today, ZoneId zone) {
        return Question.about(family, today.range().preceding(Step.DAY, zone));
    }

    private Previous previous(Stretch stretch) {
        var figures = Figures.of(family, stretch.cells());
        return new Previous(
                figures.records(),
                figures.successRate(),
                figures.average(DELIVERY_TIME, SECONDS_DECIMALS),
                stretch.range().from(),
                stretch.range().until(),
                stretch.exact());
    }

    private BigDecimal currentTps(Scope scope, String dimension, String id, Instant now) {
        var question = lastSeconds(CURRENT_SECONDS, now).toTheSecond().where(dimension, Optional.of(id));
        return perSecond(ask(scope, question).records(), CURRENT_SECONDS);
    }

    private Question lastSeconds(int seconds, Instant now) {
        return Question.about(family, Range.lastSeconds(seconds, now));
    }

    private Question lastHours(Scope scope, int hours, Instant now) {
        var horizon = cells.horizon(scope, family, now);
        return Question.about(family, Range.last(Duration.ofHours(hours), horizon));
    }

    private Question since(Step step, ZoneId zone, Instant now) {
        var start = step.start(now, zone);
        return Question.about(family, Range.since(start, now.isAfter(start.plusMillis(1)) ? now : start.plusMillis(1)));
    }

    private Figures ask(Scope scope, Question question) {
        return Figures.of(family, cells.ask(scope, question));
    }

    private static BigDecimal perSecond(long records, long seconds) {
        return Rounding.ratio(BigDecimal.valueOf(records), seconds, RATE_DECIMALS);
    }

    private static BigDecimal percentile(Figures figures, double percent) {
        return figures.percentile(percent, SECONDS_DECIMALS).orElse(BigDecimal.ZERO.setScale(SECONDS_DECIMALS));
    }

    private static @Nullable BigDecimal share(BigDecimal current, @Nullable BigDecimal limit) {
        return limit == null || limit.signum() == 0 ? null : Rounding.percent(current, limit);
    }

    private <T> T live(String name, Scope scope, Class<T> type, List<?> parameters, At<T> load) {
        return answers.live(name, scope, family, type, parameters, () -> load.at(Instant.now()));
    }

    private interface At<T> {
        T at(Instant now);
    }
}
