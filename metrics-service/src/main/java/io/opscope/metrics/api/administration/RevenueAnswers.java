package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Stretch;
import io.opscope.metrics.rollup.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Answers what revenue there was. */
@ApplicationScoped
class RevenueAnswers {

    private final Family family;
    private final CellQueries cells;
    private final Answers answers;
    private final QueryConfig config;

    RevenueAnswers(Catalogue catalogue, CellQueries cells, Answers answers, QueryConfig config) {
        this.family = catalogue.transactions();
        this.cells = cells;
        this.answers = answers;
        this.config = config;
    }

    Revenue revenue(Scope scope, RevenueQuestion question) {
        var horizon = cells.horizon(scope, family, question.user(), Instant.now());
        var range = question.range(horizon);
        refuseWhatIsTooFine(question, range, horizon);
        return answers.figures(
                "revenue",
                scope,
                family,
                range.until(),
                Revenue.class,
                question.parameters(),
                () -> load(scope, question, range, horizon));
    }

    private Revenue load(Scope scope, RevenueQuestion question, Range range, Horizon horizon) {
        var step = question.breakdown().step();
        return cells.atOneMoment(scope, snapshot -> {
            var all = Figures.of(family, snapshot.cells(about(question, range).per(step, question.zone())));
            var before = range.toDate(horizon.now()).preceding(step, question.zone());
            return revenue(question, range, all, snapshot.exactly(about(question, before), horizon));
        });
    }

    private Question about(RevenueQuestion question, Range range) {
        return Question.about(family, range)
                .by("status")
                .where("status", question.status())
                .where("method", question.method())
                .of(question.user());
    }

    private Revenue revenue(RevenueQuestion question, Range range, Figures all, Stretch before) {
        var step = question.breakdown().step();
        var currency = question.currency().orElse(config.reportingCurrency());
        var series = RevenueFigures.series(all.in(currency), step.buckets(range, question.zone()));
        return new Revenue(
                question.breakdown().name().toLowerCase(Locale.ROOT),
                currency,
                range,
                series,
                RevenueFigures.summary(all.in(currency), series),
                RevenueFigures.previous(Figures.of(family, before.cells()).in(currency)),
                before.period(),
                RevenueFigures.others(all, currency));
    }

    private void refuseWhatIsTooFine(RevenueQuestion question, Range range, Horizon horizon) {
        var breakdown = question.breakdown();
        if (breakdown.step().atMostBuckets(range) > config.mostBuckets()) {
            throw CommonProblem.badParameter(
                    "breakdown",
                    breakdown.name().toLowerCase(Locale.ROOT),
                    "a range of at most " + config.mostBuckets() + " buckets, or a coarser breakdown");
        }
        if (!horizon.hasHours(range) && breakdown == Breakdown.HOURLY) {
            throw CommonProblem.badParameter(
                    "breakdown", "hourly", "daily or weekly: hours are not kept for so long a time back");
        }
        if (!horizon.hasDays(range)) {
            throw CommonProblem.badParameter(
                    "from", range.from(), "within the last " + horizon.days(Tier.DAY) + " days that days are kept for");
        }
        if (!horizon.hasHours(range) && !question.zone().equals(ZoneOffset.UTC)) {
            throw CommonProblem.badParameter("tz", question.zone(), "UTC: hours are not kept for so long a time back");
        }
    }
}
