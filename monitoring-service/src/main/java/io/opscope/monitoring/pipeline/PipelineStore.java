package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what pipelines are registered with. */
@ApplicationScoped
class PipelineStore {

    private static final Sql NOTE_TENANT = Sql.file(PipelineStore.class, "note-tenant.sql");
    private static final Sql DECLARE = Sql.file(PipelineStore.class, "declare-pipeline.sql");
    private static final Sql ADD_JOB = Sql.file(PipelineStore.class, "add-job.sql");
    private static final Sql OF_JOB = Sql.file(PipelineStore.class, "pipeline-of-job.sql");
    private static final Sql OF_ID = Sql.file(PipelineStore.class, "pipeline-of-id.sql");
    private static final Sql COUNT = Sql.file(PipelineStore.class, "count-pipelines.sql");
    private static final Sql REGISTERED = Sql.file(PipelineStore.class, "registered.sql");
    private static final Sql REMOVE = Sql.file(PipelineStore.class, "remove-pipeline.sql");

    private static final String NOT_UNIQUE = "23505";

    private final Database db;
    private final PipelineConfig config;
    private final Clock clock = Clock.systemUTC();

    PipelineStore(Database db, PipelineConfig config) {
        this.db = db;
        this.config = config;
    }

    /** Registers a pipeline, or replaces what is registered under its id. */
    Registered declare(Scope scope, String id, PipelineBody wish) {
        try {
            return db.write(scope, tx -> {
                noteTenant(tx, scope);
                if (declare(tx, scope, id, wish) == 0) {
                    throw MonitoringProblem.tooManyPipelines(config.most());
                }
                return registered(tx, scope, id).get(0);
            });
        } catch (SqlFailedException e) {
            if (e.state().equals(NOT_UNIQUE) && wish.job() != null) {
                throw MonitoringProblem.jobTaken(wish.job().name());
            }
            throw e;
        }
    }

    List<Registered> all(Scope scope) {
        return db.read(scope, tx -> registered(tx, scope, null));
    }

    /** @throws io.opscope.kit.problem.ProblemException when there is none of that id */
    Registered find(Scope scope, String id) {
        return db.read(scope, tx -> registered(tx, scope, id)).stream()
                .findFirst()
                .orElseThrow(() -> MonitoringProblem.unknownPipeline(id));
    }

    /** @throws io.opscope.kit.problem.ProblemException when there is none of that id */
    void remove(Scope scope, String id) {
        var removed = db.write(
                scope,
                tx -> REMOVE.on(tx).set("tenant", scope.tenant()).set("id", id).run());
        if (removed == 0) {
            throw MonitoringProblem.unknownPipeline(id);
        }
    }

    /** The key of the pipeline under an id, which stays there until the transaction ends. */
    long keyOf(Tx tx, Scope scope, String id) {
        return OF_ID.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .first(row -> row.integer("key"))
                .orElseThrow(() -> MonitoringProblem.unknownPipeline(id));
    }

    /**
     * The key of a job's pipeline, registered if need be, which stays there until the transaction ends; empty when there
     * are as many as there may be.
     */
    Optional<Long> keyOf(Tx tx, Scope scope, Job job) {
        var digest = job.digest();
        return known(tx, scope, digest).or(() -> added(tx, scope, job, digest));
    }

    private Optional<Long> added(Tx tx, Scope scope, Job job, String digest) {
        noteTenant(tx, scope);
        // an admin may have chosen the id that is the job's for a pipeline that is not
        for (var id : List.of(job.id(), "job-" + digest)) {
            addJob(tx, scope, id, job, digest);
            var key = known(tx, scope, digest);
            if (key.isPresent()) {
                return key;
            }
        }
        if (!isFull(tx, scope)) {
            throw new IllegalStateException("Both ids of a job are taken");
        }
        return Optional.empty();
    }

    private Optional<Long> known(Tx tx, Scope scope, String digest) {
        return OF_JOB.on(tx).set("tenant", scope.tenant()).set("digest", digest).first(row -> row.integer("key"));
    }

    private boolean isFull(Tx tx, Scope scope) {
        return COUNT.on(tx)
                        .set("tenant", scope.tenant())
                        .first(row -> row.integer("pipelines"))
                        .orElse(0L)
                >= config.most();
    }

    private static void noteTenant(Tx tx, Scope scope) {
        NOTE_TENANT.on(tx).set("tenant", scope.tenant()).run();
    }

    private int declare(Tx tx, Scope scope, String id, PipelineBody wish) {
        var job = wish.job() == null
                ? null
                : new Job(wish.job().namespace(), wish.job().name());
        return DECLARE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("name", wish.name())
                .set("source", wish.source())
                .set("destination", wish.destination())
                .set("success_within", wish.successWithinSeconds())
                .set("stuck_after", wish.stuckAfterSeconds())
                .set("digest", job == null ? null : job.digest())
                .set("namespace", job == null ? null : job.namespace())
                .set("job", job == null ? null : job.name())
                .set("now", clock.instant())
                .set("most", config.most())
                .run();
    }

    private void addJob(Tx tx, Scope scope, String id, Job job, String digest) {
        ADD_JOB.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("name", job.name())
                .set("digest", digest)
                .set("namespace", job.namespace())
                .set("job", job.name())
                .set("now", clock.instant())
                .set("most", config.most())
                .run();
    }

    private static List<Registered> registered(Tx tx, Scope scope, @Nullable String id) {
        return REGISTERED.on(tx).set("tenant", scope.tenant()).set("id", id).list(PipelineStore::registered);
    }

    static Registered registered(Row row) {
        var job = row.maybeText("job_name");
        return new Registered(
                row.integer("key"),
                row.text("id"),
                row.text("name"),
                row.maybeText("source").orElse(null),
                row.maybeText("destination").orElse(null),
                row.maybeInteger("success_within_s").map(Duration::ofSeconds).orElse(null),
                row.maybeInteger("stuck_after_s").map(Duration::ofSeconds).orElse(null),
                job.map(name -> new Job(row.text("job_namespace"), name)).orElse(null),
                row.flag("declared"),
                row.instant("registered_at"));
    }
}
