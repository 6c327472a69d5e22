package io.opscope.metrics.api.administration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.catalogue.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statuses by the outcome they mean; a list that is null is empty. */
record StatusLists(
        @Nullable List<String> success,
        @Nullable List<String> failure,
        @JsonProperty("in_progress") @Nullable List<String> inProgress,
        @Nullable List<String> cancelled) {

    private static final int MOST = 500;
    private static final int LONGEST = 100;

    static StatusLists of(Map<String, Outcome> outcomes) {
        return new StatusLists(
                meaning(outcomes, Outcome.SUCCESS),
                meaning(outcomes, Outcome.FAILURE),
                meaning(outcomes, Outcome.IN_PROGRESS),
                meaning(outcomes, Outcome.CANCELLED));
    }

    /** @param builtIn statuses that mean something already and go on doing so */
    Map<String, Outcome> outcomes(Map<String, Outcome> builtIn) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        put(outcomes, "success", success, Outcome.SUCCESS, builtIn);
        put(outcomes, "failure", failure, Outcome.FAILURE, builtIn);
        put(outcomes, "in_progress", inProgress, Outcome.IN_PROGRESS, builtIn);
        put(outcomes, "cancelled", cancelled, Outcome.CANCELLED, builtIn);
        return outcomes;
    }

    private static void put(
            Map<String, Outcome> outcomes,
            String list,
            @Nullable List<@Nullable String> statuses,
            Outcome outcome,
            Map<String, Outcome> builtIn) {
        for (var given : statuses == null ? List.<@Nullable String>of() : statuses) {
            var status = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
            if (status.isEmpty() || status.length() > LONGEST) {
                throw CommonProblem.badParameter(
                        list, String.valueOf(given), "statuses of 1 to " + LONGEST + " characters");
            }
            if (builtIn.containsKey(status)) {
                throw CommonProblem.badParameter(
                        list, given, "other statuses: this one means " + name(builtIn.get(status)) + " for everybody");
            }
            var other = outcomes.put(status, outcome);
            if (other != null && other != outcome) {
                throw CommonProblem.badParameter(list, String.valueOf(given), "one outcome for each status");
            }
            if (outcomes.size() > MOST) {
                throw CommonProblem.badParameter(list, outcomes.size(), "at most " + MOST + " statuses in all");
            }
        }
    }

    private static String name(@Nullable Outcome outcome) {
        return String.valueOf(outcome).toLowerCase(Locale.ROOT);
    }

    private static List<String> meaning(Map<String, Outcome> outcomes, Outcome outcome) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() == outcome)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
