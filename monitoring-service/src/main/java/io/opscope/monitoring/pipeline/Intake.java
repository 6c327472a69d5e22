package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.pipeline.RunStore.Change;
import io.opscope.monitoring.pipeline.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    Intake(
            Database db,
            PipelineStore pipelines,
            RunStore runs,
            EventReader events,
            LineageReader lineage,
            PipelineMeters meters) {
        this.db = db;
        this.pipelines = pipelines;
        this.runs = runs;
        this.events = events;
        this.lineage = lineage;
        this.meters = meters;
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
        var read = new ArrayList<JobEvent>();
        var rejected = new ArrayList<LineageAnswer.Rejected>();
        var received = body.isArray() ? body.size() : 1;
        for (int i = 0; i < received; i++) {
            try {
                lineage.read(body.isArray() ? body.get(i) : body).ifPresent(read::add);
            } catch (RejectedEventException e) {
                meters.rejected(1);
                if (!body.isArray()) {
                    throw e.asProblem();
                }
                rejected.add(e.at(i));
            }
        }
        var taken = read.isEmpty() ? Taken.NOTHING : db.write(scope, tx -> store(tx, scope, read));
        var duplicates = read.size() - taken.stored();
        meters.took(taken.stored(), duplicates);
        meters.ended(taken.changes());
        return new LineageAnswer(
                received, taken.stored(), duplicates, received - read.size() - rejected.size(), rejected);
    }

    /** Pipelines first, then runs, each in order: whoever stores others at the same time does the same. */
    private Taken store(Tx tx, Scope scope, List<JobEvent> events) {
        var keys = keys(tx, scope, events);
        var states = new TreeMap<RunKey, RunState>();
        var news = new HashMap<RunKey, Integer>();
        for (var one : events) {
            var key = new RunKey(keys.getOrDefault(one.job(), -1L), one.runId());
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
        return new Taken(stored, changes);
    }

    private Map<Job, Long> keys(Tx tx, Scope scope, List<JobEvent> events) {
        var keys = new HashMap<Job, Long>();
        events.stream()
                .map(JobEvent::job)
                .distinct()
                .sorted(ORDER)
                .forEach(job -> keys.put(job, pipelines.keyOf(tx, scope, job)));
        return keys;
    }

    private record Taken(int stored, List<Change> changes) {

        static final Taken NOTHING = new Taken(0, List.of());
    }
}
