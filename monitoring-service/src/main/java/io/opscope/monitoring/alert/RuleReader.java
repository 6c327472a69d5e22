package io.opscope.monitoring.alert;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.monitoring.alert.figure.FigureBook;
import io.opscope.monitoring.alert.machine.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is said about a rule, and refuses what makes no sense with what would. */
@ApplicationScoped
class RuleReader {

    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int USUAL_SECONDS = 300;

    private final FigureBook figures;

    RuleReader(FigureBook figures) {
        this.figures = figures;
    }

    /** A new rule, with what is usual where nothing is said. */
    RuleDefinition read(RuleRequest request, Set<String> channels) {
        var threshold = given("threshold", request.threshold());
        var metric = given("metric_name", request.metricName());
        return checked(
                new RuleDefinition(
                        given("rule_name", request.ruleName()),
                        metric,
                        given("condition", request.condition()),
                        threshold,
                        or(request.resolveThreshold(), threshold),
                        or(request.duration(), USUAL_SECONDS),
                        or(request.severity(), usualSeverity(metric)),
                        names("notification_channels", request.notificationChannels(), List.of()),
                        or(request.noData(), "keep"),
                        names("group_by", request.groupBy(), List.of()),
                        or(request.enabled(), true)),
                channels);
    }

    /** A rule with what the request says in the place of what was said before. */
    RuleDefinition changed(RuleDefinition now, RuleRequest request, Set<String> channels) {
        var threshold = or(request.threshold(), now.threshold());
        // Where the two were one, they stay so.
        var resolve = now.resolveThreshold() == now.threshold() ? threshold : now.resolveThreshold();
        var metric = or(request.metricName(), now.metricName());
        var severity = isAnomaly(metric) && !isAnomaly(now.metricName()) ? usualSeverity(metric) : now.severity();
        return checked(
                new RuleDefinition(
                        or(request.ruleName(), now.ruleName()),
                        metric,
                        or(request.condition(), now.condition()),
                        threshold,
                        or(request.resolveThreshold(), resolve),
                        or(request.duration(), now.duration()),
                        or(request.severity(), severity),
                        names("notification_channels", request.notificationChannels(), now.notificationChannels()),
                        or(request.noData(), now.noData()),
                        names("group_by", request.groupBy(), now.groupBy()),
                        or(request.enabled(), now.enabled())),
                channels);
    }

    private RuleDefinition checked(RuleDefinition rule, Set<String> channels) {
        if (rule.ruleName().isBlank()) {
            throw CommonProblem.badParameter("rule_name", rule.ruleName(), "1 to 200 characters");
        }
        if (!figures.knows(rule.metricName())) {
            throw CommonProblem.badParameter("metric_name", rule.metricName(), figures.names());
        }
        finite("threshold", rule.threshold());
        finite("resolve_threshold", rule.resolveThreshold());
        var isUpward =
                Condition.valueOf(rule.condition().toUpperCase(Locale.ROOT)).isUpward();
        if (isUpward ? rule.resolveThreshold() > rule.threshold() : rule.resolveThreshold() < rule.threshold()) {
            throw CommonProblem.badParameter(
                    "resolve_threshold",
                    rule.resolveThreshold(),
                    (isUpward ? "at most " : "at least ") + "the threshold, " + rule.threshold());
        }
        for (var channel : rule.notificationChannels()) {
            if (!channels.contains(channel)) {
                throw CommonProblem.badParameter("notification_channels", channel, "ids of channels that there are");
            }
        }
        for (var label : rule.groupBy()) {
            if (!LABEL.matcher(label).matches()) {
                throw CommonProblem.badParameter("group_by", label, "names of dimensions");
            }
        }
        if (!rule.groupBy().isEmpty() && !figures.isOverTime(rule.metricName())) {
            throw CommonProblem.badParameter(
                    "group_by", rule.groupBy(), "nothing, for a metric that is not of records");
        }
        return rule;
    }

    /** What is only unusual wakes nobody, unless somebody wants it to. */
    private static String usualSeverity(String metric) {
        return isAnomaly(metric) ? "info" : "warning";
    }

    private static boolean isAnomaly(String metric) {
        return metric.endsWith(".anomaly_score");
    }

    private static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw CommonProblem.badParameter(name, value, "a number that is not too large");
        }
    }

    private static List<String> names(String name, @Nullable List<@Nullable String> said, List<String> otherwise) {
        if (said == null) {
            return otherwise;
        }
        var names = new ArrayList<String>();
        for (var one : said) {
            if (one == null || names.contains(one)) {
                throw CommonProblem.badParameter(name, String.valueOf(one), "names, each once");
            }
            names.add(one);
        }
        return names;
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw CommonProblem.badParameter(name, "", "it has to be given");
        }
        return value;
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return Objects.requireNonNullElse(said, otherwise);
    }
}
