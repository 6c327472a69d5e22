package io.opscope.metrics.api.figure;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.api.messaging.AnomalyScores;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.FailureQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.PeopleQueries;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has the questions of alert rules answered; one that cannot be is told so, and keeps none of the others. */
@ApplicationScoped
class FigureQueries {

    private static final String USER = FailureQueries.USER;
    private static final String ANOMALY = "anomaly_score";
    private static final int MOST_GROUPS = 1_001;

    /** Seconds are kept for two hours; what is older is read to the minute. */
    private static final int MOST_SECONDS = 3_600;

    private final Catalogue catalogue;
    private final CellQueries cells;
    private final PeopleQueries people;
    private final FailureQueries failures;
    private final AnomalyScores anomalies;

    FigureQueries(
            Catalogue catalogue,
            CellQueries cells,
            PeopleQueries people,
            FailureQueries failures,
            AnomalyScores anomalies) {
        this.failures = failures;
        this.catalogue = catalogue;
        this.cells = cells;
        this.people = people;
        this.anomalies = anomalies;
    }

    FigureAnswers answer(Scope tenant, FigureQuestions questions) {
        // Everything of the tenant, and nothing but questions is asked of it.
        var now = Instant.now();
        return new FigureAnswers(questions.questions().stream()
                .map(question -> answer(tenant, question, now))
                .toList());
    }

    private FigureAnswers.One answer(Scope tenant, FigureQuestions.One question, Instant now) {
        try {
            return understood(tenant, question, now);
        } catch (ProblemException e) {
            return FigureAnswers.One.problem(question.id(), Objects.requireNonNullElse(e.getMessage(), "Not answered"));
        }
    }

    private FigureAnswers.One understood(Scope tenant, FigureQuestions.One question, Instant now) {
        var parts = question.metric().split("\\.", -1);
        var family = catalogue.family(parts[0]).filter(Family::isCounted).orElse(null);
        if (family == null || parts.length < 2 || parts.length > 3) {
            return FigureAnswers.One.problem(question.id(), "There are no records called '" + parts[0] + "'");
        }
        var measure = parts.length == 3 ? parts[1] : null;
        var name = parts[parts.length - 1];
        if (name.equals(ANOMALY) && measure == null) {
            return anomaly(tenant, question, family);
        }
        if (measure != null
                && family.measures().stream().noneMatch(one -> one.name().equals(measure))) {
            return FigureAnswers.One.problem(question.id(), family.name() + " have no measure '" + measure + "'");
        }
        var figure = Figure.named(name, measure != null).orElse(null);
        if (figure == null) {
            return FigureAnswers.One.problem(
                    question.id(),
                    "There is no figure '" + name + "' of " + (measure == null ? "records" : "measures"));
        }
        var groups = new ArrayList<String>();
        for (var group : question.groups()) {
            if (group == null || !group.equals(USER) && !family.dimensions().contains(group)) {
                return FigureAnswers.One.problem(
                        question.id(), family.name() + " cannot be grouped by '" + group + "'");
            }
            groups.add(group);
        }
        if (groups.contains(USER) && (groups.size() > 1 || measure != null)) {
            return FigureAnswers.One.problem(question.id(), "Users are told apart by themselves, for counts and rates");
        }
        if (figure == Figure.FAILED && family.endTime() != null) {
            return failed(tenant, question, family, groups, now);
        }
        if (groups.contains(USER)) {
            return byUser(tenant, question, family, figure, now);
        }
        return grouped(tenant, question, family, figure, measure, groups, now);
    }

    private FigureAnswers.One grouped(
            Scope tenant,
            FigureQuestions.One question,
            Family family,
            Figure figure,
            @Nullable String measure,
            List<String> groups,
            Instant now) {
        var seconds = question.windowSeconds();
        var asked = seconds <= MOST_SECONDS
                ? Question.about(family, Range.lastSeconds(seconds, now)).toTheSecond()
                : Question.about(family, Range.last(Duration.ofSeconds(seconds), now));
        var figures =
                Figures.of(family, cells.ask(tenant, figure.asked(asked.by(groups.toArray(String[]::new)), measure)));
        if (groups.isEmpty()) {
            var value = new FigureAnswers.Value(Map.of(), figure.of(figures, measure, seconds));
            return new FigureAnswers.One(question.id(), List.of(value), figure.ofNothing(), null);
        }
        Function<Cell, List<String>> key = cell -> keys(cell, groups.size());
        var values = figures.by(key).entrySet().stream()
                .limit(MOST_GROUPS + 1)
                .map(one -> new FigureAnswers.Value(
                        labels(groups, one.getKey()), figure.of(one.getValue(), measure, seconds)))
                .toList();
        return cut(question, values, figure);
    }

    /** Not those that began lately: one that ran for hours has to be heard of, too. */
    private FigureAnswers.One failed(
            Scope tenant, FigureQuestions.One question, Family family, List<String> groups, Instant now) {
        var range = Range.lastSeconds(question.windowSeconds(), now);
        var values = failures.in(tenant, family, range, groups, MOST_GROUPS + 1).stream()
                .map(group -> new FigureAnswers.Value(group.labels(), BigDecimal.valueOf(group.records())))
                .toList();
        return groups.isEmpty() && values.isEmpty()
                ? cut(question, List.of(new FigureAnswers.Value(Map.of(), BigDecimal.ZERO)), Figure.FAILED)
                : cut(question, values, Figure.FAILED);
    }

    private FigureAnswers.One byUser(
            Scope tenant, FigureQuestions.One question, Family family, Figure figure, Instant now) {
        var seconds = question.windowSeconds();
        var values = people.outcomes(tenant, family, Range.lastSeconds(seconds, now), MOST_GROUPS + 1).stream()
                .map(user -> new FigureAnswers.Value(Map.of(USER, user.userId()), figure.of(user, seconds)))
                .toList();
        return cut(question, values, figure);
    }

    /** Of a group that is not listed nothing is known where some were left off; else there is nothing of it. */
    private static FigureAnswers.One cut(
            FigureQuestions.One question, List<FigureAnswers.Value> values, Figure figure) {
        return values.size() > MOST_GROUPS
                ? new FigureAnswers.One(question.id(), values.subList(0, MOST_GROUPS), null, null)
                : new FigureAnswers.One(question.id(), values, figure.ofNothing(), null);
    }

    private FigureAnswers.One anomaly(Scope tenant, FigureQuestions.One question, Family family) {
        if (!question.groups().isEmpty()) {
            return FigureAnswers.One.problem(question.id(), "An anomaly is one of all records together");
        }
        @Nullable BigDecimal score = anomalies.of(tenant, family.name()).orElse(null);
        return new FigureAnswers.One(question.id(), List.of(new FigureAnswers.Value(Map.of(), score)), null, null);
    }

    private static List<String> keys(Cell cell, int places) {
        var keys = new ArrayList<String>();
        for (int place = 0; place < places; place++) {
            keys.add(cell.dim(place));
        }
        return keys;
    }

    private static Map<String, String> labels(List<String> names, List<String> values) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            labels.put(names.get(i), values.get(i));
        }
        return labels;
    }
}
