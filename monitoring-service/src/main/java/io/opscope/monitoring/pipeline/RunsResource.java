package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The runs of a pipeline. */
@Tag(name = "Pipelines")
@Path("/api/v1/pipelines/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
class RunsResource {

    private final Caller caller;
    private final Intake intake;
    private final PipelineQueries queries;

    RunsResource(Caller caller, Intake intake, PipelineQueries queries) {
        this.caller = caller;
        this.intake = intake;
        this.queries = queries;
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.INGEST})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "sendPipelineRun",
            summary = "Takes an event of a run, in whatever order and however often it comes")
    public Answer<RunTaken> send(
            @RestPath String id, @NotNull(message = "an object with run_id, event and at") @Valid RunEventBody body) {
        var change = intake.take(caller.scope(), id, body);
        return answer(new RunTaken(body.runId(), !change.isNews()));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "pipelineRuns", summary = "The runs of a pipeline with their logs, newest first")
    public Answer<RunPage> all(
            @RestPath String id,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return answer(queries.runs(caller.scope(), id, RunCursor.read(cursor), limit));
    }

    @GET
    @Path("/{run_id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "pipelineRun", summary = "A run of a pipeline with its log")
    public Answer<RunWithLog> one(@RestPath String id, @RestPath("run_id") String runId) {
        return answer(queries.run(caller.scope(), id, runId));
    }

    private static <T> Answer<T> answer(T data) {
        return Answer.of(data, false, null, List.of(), false);
    }
}
