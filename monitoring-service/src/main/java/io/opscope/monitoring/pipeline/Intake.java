package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.pipeline.RunStore.Change;
import io.opscope.monitoring.pipeline.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes events in; when it returns they are committed. */
@ApplicationScoped
class Intake {

    private static final Comparator<Job> ORDER =
            Comparator.comparing(Job::namespace).thenComparing(Job::name);

    private final Database db;
    private final PipelineStore pipelines;
    private final RunStore runs;
    private final EventReader events;
    private final LineageReader lineage;
    private final PipelineMeters meters;
    private final PipelineConfig config;

    Intake(
            Database db,
            PipelineStore pipelines,
            RunStore runs,
            EventReader events,
            LineageReader lineage,
            PipelineMeters meters,
            PipelineConfig config) {
        this.db = db;
        this.pipelines = pipelines;
        this.runs = runs;
        this.events = events;
        this.lineage = lineage;
        this.meters = meters;
        this.config = config;
    }

    /** Takes one event of a registered pipeline's run. */
    Change take(Scope scope, String pipeline, RunEventBody body) {
        try {
            var event = RunState.of(events.read(body));
            var change = db.write(scope, tx -> {
                var key = new RunKey(pipelines.keyOf(tx, scope, pipeline), body.runId());
                return runs.store(tx, scope, key, event);
            });
            meters.took(change.isNews() ? 1 : 0, change.isNews() ? 0 : 1);
            meters.ended(List.of(change));
            return change;
        } catch (RejectedEventException e) {
            meters.rejected(1);
            throw e.asProblem();
        }
    }

    /** Takes lineage events. One that comes by itself and cannot be taken is a problem, among others it is listed. */
    LineageAnswer take(Scope scope, JsonNode body) {
        var read = new TreeMap<Integer, JobEvent>();
        var rejected = new ArrayList<LineageAnswer.Rejected>();
        var received = body.isArray() ? body.size() : 1;
        for (int i = 0; i < received; i++) {
            try {
                var place = i;
                lineage.read(body.isArray() ? body.get(i) : body).ifPresent(event -> read.put(place, event));
            } catch (RejectedEventException e) {
                meters.rejected(1);
                if (!body.isArray()) {
                    throw e.asProblem();
                }
                rejected.add(e.at(i));
            }
        }
        var ignored = received - read.size() - rejected.size();
        var taken = read.isEmpty() ? Taken.NOTHING : db.write(scope, tx -> store(tx, scope, read.values()));
        for (var one : read.entrySet()) {
            var job = one.getValue().job();
            if (taken.beyond().contains(job)) {
                meters.rejected(1);
                if (!body.isArray()) {
                    throw MonitoringProblem.tooManyPipelines(config.most());
                }
                rejected.add(new RejectedEventException(
                                "job.name",
                                job.name(),
                                "a job that is known; there are " + config.most() + " pipelines already")
                        .at(one.getKey()));
            }
        }
        rejected.sort(Comparator.comparingInt(LineageAnswer.Rejected::index));
        var duplicates = received - ignored - rejected.size() - taken.stored();
        meters.took(taken.stored(), duplicates);
        meters.ended(taken.changes());
        return new LineageAnswer(received, taken.stored(), duplicates, ignored, rejected);
    }

    /**
     * Pipelines first, then runs, each in order: whoever stores others at the same time does the same. Events of jobs that
     * there is no room for are left out.
     */
    private Taken store(Tx tx, Scope scope, Collection<JobEvent> events) {
        var keys = keys(tx, scope, events);
        var beyond = new HashSet<Job>();
        var states = new TreeMap<RunKey, RunState>();
        var news = new HashMap<RunKey, Integer>();
        for (var one : events) {
            var pipeline = keys.get(one.job());
            if (pipeline == null) {
                beyond.add(one.job());
                continue;
            }
            var key = new RunKey(pipeline, one.runId());
            var state = RunState.of(one.event());
            var before = states.get(key);
            var after = before == null ? state : before.with(state);
            // what another event of the same body said before is told twice
            news.merge(key, after.equals(before) ? 0 : 1, Integer::sum);
            states.put(key, after);
        }
        var stored = 0;
        var changes = new ArrayList<Change>();
        for (var state : states.entrySet()) {
            var change = runs.store(tx, scope, state.getKey(), state.getValue());
            stored += change.isNews() ? news.getOrDefault(state.getKey(), 0) : 0;
            changes.add(change);
        }
        return new Taken(stored, changes, beyond);
    }

    private Map<Job, Long> keys(Tx tx, Scope scope, Collection<JobEvent> events) {
        var keys = new HashMap<Job, Long>();
        events.stream().map(JobEvent::job).distinct().sorted(ORDER).forEach(job -> pipelines
                .keyOf(tx, scope, job)
                .ifPresent(key -> keys.put(job, key)));
        return keys;
    }

    /** @param beyond jobs that there was no room for */
    private record Taken(int stored, List<Change> changes, Set<Job> beyond) {

        static final Taken NOTHING = new Taken(0, List.of(), Set.of());
    }
}
