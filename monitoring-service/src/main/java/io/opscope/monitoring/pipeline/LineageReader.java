package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.monitoring.Texts;
import io.opscope.monitoring.pipeline.run.Kind;
import io.opscope.monitoring.pipeline.run.Line;
import io.opscope.monitoring.pipeline.run.Lines;
import io.opscope.monitoring.pipeline.run.Names;
import io.opscope.monitoring.pipeline.run.RunEvent;
import io.opscope.monitoring.pipeline.run.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenLineage run events. What an event has to say is checked; a facet that is not as it should be is none, since
 * facets come from many hands and the event is good without them.
 */
@ApplicationScoped
class LineageReader {

    private static final Pattern RUN_ID = Pattern.compile(RunEventBody.RUN_ID);
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_DATASET = 300;

    private final EventTimes times;

    LineageReader(EventTimes times) {
        this.times = times;
    }

    /** The event; empty when it is about a job or a data set, of which nothing is kept. */
    Optional<JobEvent> read(JsonNode event) throws RejectedEventException {
        if (!event.isObject()) {
            throw new RejectedEventException("body", event.getNodeType().name(), "an OpenLineage event, an object");
        }
        if (!event.has("run") && (event.has("job") || event.has("dataset"))) {
            return Optional.empty();
        }
        var job = new Job(
                text(event.path("job"), "namespace", "job.namespace"), text(event.path("job"), "name", "job.name"));
        var runId = text(event.path("run"), "runId", "run.runId");
        if (!RUN_ID.matcher(runId).matches()) {
            throw new RejectedEventException("run.runId", runId, RunEventBody.RUN_ID_MESSAGE);
        }
        var at = times.read("eventTime", text(event, "eventTime", "eventTime"));
        return Optional.of(new JobEvent(job, runId, event(kind(event), at, event)));
    }

    private static RunEvent event(Kind kind, Instant at, JsonNode event) {
        var facets = event.path("run").path("facets");
        return new RunEvent(
                kind,
                at,
                sum(event, "rowCount"),
                sum(event, "size"),
                errors(event, facets),
                trigger(facets),
                nominalAt(facets),
                parent(facets.path("parent")),
                datasets(event.path("inputs")),
                datasets(event.path("outputs")),
                message(at, facets.path("errorMessage")));
    }

    private static String text(JsonNode parent, String name, String path) throws RejectedEventException {
        var value = parent.path(name);
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_NAME) {
            throw new RejectedEventException(
                    path,
                    value.isTextual() ? value.textValue() : value.getNodeType().name(),
                    "a text of 1 to " + LONGEST_NAME + " characters");
        }
        return Texts.clean(value.textValue(), LONGEST_NAME);
    }

    private static Kind kind(JsonNode event) throws RejectedEventException {
        var type = event.path("eventType");
        if (type.isMissingNode() || type.isNull()) {
            return Kind.OTHER;
        }
        try {
            return Kind.valueOf(type.asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(
                    "eventType", type.asText(), "START, RUNNING, COMPLETE, ABORT, FAIL or OTHER");
        }
    }

    /** What all outputs say together; null when none says anything. */
    private static @Nullable Long sum(JsonNode event, String figure) {
        Long sum = null;
        for (var output : event.path("outputs")) {
            var value = output.path("outputFacets").path("outputStatistics").path(figure);
            if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
                var total = (sum == null ? 0 : sum) + value.longValue();
                sum = total < 0 ? Long.MAX_VALUE : total;
            }
        }
        return sum;
    }

    /** A message is one error, and so is each assertion about the data that failed; null when nothing is said of either. */
    private static @Nullable Long errors(JsonNode event, JsonNode facets) {
        Long errors = facets.path("errorMessage").isObject() ? 1L : null;
        for (var input : event.path("inputs")) {
            for (var assertion :
                    input.path("inputFacets").path("dataQualityAssertions").path("assertions")) {
                var success = assertion.path("success");
                if (success.isBoolean()) {
                    errors = (errors == null ? 0 : errors) + (success.booleanValue() ? 0 : 1);
                }
            }
        }
        return errors;
    }

    /** As Airflow's facets tell it; nobody else does. */
    private static @Nullable Trigger trigger(JsonNode facets) {
        for (var facet : List.of("airflow", "airflowDagRun")) {
            var trigger =
                    switch (facets.path(facet).path("dagRun").path("run_type").asText("")) {
                        case "scheduled" -> Trigger.SCHEDULED;
                        case "manual" -> Trigger.MANUAL;
                        case "dataset_triggered", "asset_triggered" -> Trigger.EVENT;
                        default -> null;
                    };
            if (trigger != null) {
                return trigger;
            }
        }
        return null;
    }

    private static @Nullable Instant nominalAt(JsonNode facets) {
        try {
            var start = facets.path("nominalTime").path("nominalStartTime");
            return start.isTextual() ? Moments.read(start.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String parent(JsonNode parent) {
        var runId = parent.path("run").path("runId");
        if (!runId.isTextual()) {
            return null;
        }
        var job = parent.path("job");
        return Texts.clean(
                job.path("namespace").asText("") + "/" + job.path("name").asText("") + " " + runId.textValue(),
                LONGEST_NAME);
    }

    private static Names datasets(JsonNode datasets) {
        var names = new ArrayList<String>();
        for (var dataset : datasets) {
            if (dataset.path("name").isTextual()) {
                var whole = dataset.path("namespace").asText("") + "/"
                        + dataset.path("name").textValue();
                names.add(Texts.clean(whole, LONGEST_DATASET));
            }
        }
        return Names.of(names);
    }

    private static Lines message(Instant at, JsonNode error) {
        if (!error.path("message").isTextual()) {
            return Lines.NONE;
        }
        var stack = error.path("stackTrace").asText("");
        var whole = error.path("message").textValue() + (stack.isEmpty() ? "" : "\n" + stack);
        return Lines.of(List.of(new Line(at, 0, "error", Texts.clean(whole, Lines.LONGEST))));
    }
}
