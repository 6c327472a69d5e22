package io.opscope.monitoring.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.pipeline.PipelineView.KnownRun;
import io.opscope.monitoring.pipeline.run.Lines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How pipelines stand and what their runs were. */
@ApplicationScoped
public class PipelineQueries {

    private static final Sql STANDINGS = Sql.file(PipelineQueries.class, "standings.sql");
    private static final Sql NEWEST_RUNS = Sql.file(PipelineQueries.class, "newest-runs.sql");
    private static final Sql NEWEST_LOGS = Sql.file(PipelineQueries.class, "newest-logs.sql");
    private static final Sql PAGE = Sql.file(PipelineQueries.class, "page-of-runs.sql");
    private static final Sql ONE = Sql.file(PipelineQueries.class, "run-of-id.sql");

    /** A tenant may have a thousand pipelines with runs and lines. */
    private static final int TENANTS_REMEMBERED = 20;

    /** Of the log of a pipeline's newest run, on the page of all; the whole of it is told with the run. */
    private static final int LINES = 20;

    private static final int CHARACTERS = 300;
    private static final Duration STANDS_IN = Duration.ofHours(24);

    private final Database db;
    private final PipelineStore pipelines;
    private final PipelineConfig config;
    private final Clock clock = Clock.systemUTC();

    /** What was read last, for when the database does not answer. */
    private final Cache<String, Known> last = Caffeine.newBuilder()
            .maximumSize(TENANTS_REMEMBERED)
            .expireAfterWrite(STANDS_IN)
            .build();

    PipelineQueries(Database db, PipelineStore pipelines, PipelineConfig config) {
        this.db = db;
        this.pipelines = pipelines;
        this.config = config;
    }

    /** All pipelines of the caller's tenant. While the database does not answer, what was read last, and it says so. */
    Answer<List<Pipeline>> all(Scope scope) {
        try {
            var known = db.readSnapshot(scope, tx -> read(tx, scope));
            last.put(scope.tenant(), known);
            return answer(known, false);
        } catch (DatabaseUnavailableException e) {
            var known = last.getIfPresent(scope.tenant());
            if (known == null) {
                throw e;
            }
            return answer(known, true);
        }
    }

    /**
     * All pipelines of a tenant, for who watches over them and keeps no reader waiting.
     *
     * @throws io.opscope.kit.sql.SqlFailedException when the database does not answer; nothing old stands in
     */
    public List<Pipeline> watched(Scope scope) {
        var known = db.chore(scope, tx -> read(tx, scope));
        return known.pipelines().stream()
                .map(view -> view.at(known.readAt(), config.stuckAfter()))
                .toList();
    }

    /** A page of a pipeline's runs. */
    RunPage runs(Scope scope, String id, RunCursor after, int limit) {
        var pipeline = pipelines.find(scope, id);
        var now = clock.instant();
        var runs = db.read(scope, tx -> PAGE.on(tx)
                .set("tenant", scope.tenant())
                .set("pipeline", pipeline.key())
                .set("after", after.at())
                .set("after_run", after.runId())
                .set("limit", limit + 1)
                .list(row -> withLog(row, pipeline, now)));
        if (runs.size() <= limit) {
            return new RunPage(runs, null);
        }
        var page = runs.subList(0, limit);
        var end = page.get(limit - 1).run();
        return new RunPage(page, new RunCursor(end.timestamp(), end.runId()).text());
    }

    /** One run. */
    RunWithLog run(Scope scope, String id, String runId) {
        var pipeline = pipelines.find(scope, id);
        var now = clock.instant();
        return db.read(scope, tx -> new RunKey(pipeline.key(), runId)
                        .bind(ONE.on(tx), scope)
                        .first(row -> withLog(row, pipeline, now)))
                .orElseThrow(() -> CommonProblem.notFound("run", runId));
    }

    private RunWithLog withLog(Row row, Registered pipeline, Instant now) {
        var log = RunRows.log(row);
        var runId = row.text("run_id");
        var stuckAfter = pipeline.stuckAfter() == null ? config.stuckAfter() : pipeline.stuckAfter();
        return new RunWithLog(
                Run.of(runId, RunRows.state(row, log), now, stuckAfter), LogLine.of(runId, log), log.cut());
    }

    private Answer<List<Pipeline>> answer(Known known, boolean isOld) {
        // of what is old nobody knows whether it goes on
        var now = isOld ? known.readAt() : clock.instant();
        var pipelines = known.pipelines().stream()
                .map(view -> view.at(now, config.stuckAfter()))
                .toList();
        return Answer.of(pipelines, isOld, known.readAt(), List.of(), isOld);
    }

    private Known read(Tx tx, Scope scope) {
        var now = clock.instant();
        var runs = runs(tx, scope);
        var logs = logs(tx, scope);
        var views = STANDINGS
                .on(tx)
                .set("tenant", scope.tenant())
                .set("now", now)
                .set("stuck_after", seconds(config.stuckAfter()))
                .list(row -> new PipelineView(
                        PipelineStore.registered(row),
                        row.maybeInstant("succeeded_at").orElse(null),
                        row.integer("stuck_runs"),
                        runs.getOrDefault(row.integer("key"), List.of()),
                        logs.getOrDefault(row.integer("key"), List.of())));
        return new Known(now, views);
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }

    private static Map<Long, List<KnownRun>> runs(Tx tx, Scope scope) {
        var runs = new HashMap<Long, List<KnownRun>>();
        NEWEST_RUNS.on(tx).set("tenant", scope.tenant()).list(row -> runs.computeIfAbsent(
                        row.integer("key"), key -> new ArrayList<>())
                .add(new KnownRun(row.text("run_id"), RunRows.state(row, Lines.NONE))));
        return runs;
    }

    private static Map<Long, List<LogLine>> logs(Tx tx, Scope scope) {
        var logs = new HashMap<Long, List<LogLine>>();
        NEWEST_LOGS
                .on(tx)
                .set("tenant", scope.tenant())
                .set("lines", LINES)
                .set("characters", CHARACTERS)
                .list(row -> logs.put(row.integer("key"), LogLine.of(row.text("run_id"), RunRows.log(row))));
        return logs;
    }

    private record Known(Instant readAt, List<PipelineView> pipelines) {}
}
