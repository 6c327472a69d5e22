package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Which pipelines there are. */
@Tag(name = "Pipelines")
@Path("/api/v1/pipelines")
@Produces(MediaType.APPLICATION_JSON)
class RegistrationResource {

    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    private final Caller caller;
    private final PipelineStore store;

    RegistrationResource(Caller caller, PipelineStore store) {
        this.caller = caller;
        this.store = store;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "registeredPipelines", summary = "All registered pipelines")
    public Answer<List<Registration>> all() {
        return answer(store.all(caller.scope()).stream().map(Registration::of).toList());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "registeredPipeline", summary = "A registered pipeline")
    public Answer<Registration> one(@RestPath String id) {
        return answer(Registration.of(store.find(caller.scope(), id)));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "registerPipeline",
            summary = "Registers a pipeline, or replaces what it is registered with",
            description = "Its runs stay. What is not given is not declared any more, but for the job")
    public Answer<Registration> put(
            @RestPath @Pattern(regexp = ID, message = "1 to 128 of A-Z a-z 0-9 . _ -, a letter or digit first") String id,
            @NotNull(message = "an object with a name") @Valid PipelineBody body) {
        return answer(Registration.of(store.declare(caller.scope(), id, body)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "removePipeline", summary = "Removes a pipeline and its runs")
    public void delete(@RestPath String id) {
        store.remove(caller.scope(), id);
    }

    private static <T> Answer<T> answer(T data) {
        return Answer.of(data, false, null, List.of(), false);
    }
}
