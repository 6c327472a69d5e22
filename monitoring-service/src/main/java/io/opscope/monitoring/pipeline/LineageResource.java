package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** Takes OpenLineage run events, as Airflow, dbt and Spark send them. */
@Tag(name = "Pipelines")
@Path("/api/v1/lineage")
@RolesAllowed({Roles.ADMIN, Roles.INGEST})
@Produces(MediaType.APPLICATION_JSON)
class LineageResource {

    private final Caller caller;
    private final LineageBodies bodies;
    private final Intake intake;

    LineageResource(Caller caller, LineageBodies bodies, Intake intake) {
        this.caller = caller;
        this.bodies = bodies;
        this.intake = intake;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "sendLineage",
            summary = "Takes an OpenLineage event or an array of them, in whatever order and however often they come",
            description =
                    "A job that is not registered becomes a pipeline. Events about jobs and data sets are ignored")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(anyOf = {LineageEvent.class, LineageEvent[].class})))
    public Answer<LineageAnswer> send(@RestHeader("Content-Encoding") @Nullable String encoding, InputStream body) {
        return Answer.of(intake.take(caller.scope(), bodies.read(body, encoding)), false, null, List.of(), false);
    }

    /** The part of an event that is read whatever its facets. */
    @Schema(name = "OpenLineageRunEvent", type = SchemaType.OBJECT)
    record LineageEvent(
            @Schema(enumeration = {"START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"})
            String eventType,

            String eventTime,
            LineageRun run,
            JobName job) {}

    /** Which run. */
    @Schema(name = "OpenLineageRun")
    record LineageRun(String runId) {}
}
