package io.opscope.monitoring.application;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Framed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How an application does. */
@Tag(name = "Application")
@Path("/api/performance/application")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class ApplicationResource {

    private final Caller caller;
    private final HttpHeaders headers;
    private final ApplicationAnswers answers;

    ApplicationResource(Caller caller, HttpHeaders headers, ApplicationAnswers answers) {
        this.caller = caller;
        this.headers = headers;
        this.answers = answers;
    }

    @GET
    @Operation(
            operationId = "application",
            summary = "How Opscope itself does, in all its replicas, or with app= a product of the tenant's own that"
                    + " sends measurements and logs")
    public Framed<Application> application(
            @Parameter(description = "Lines of the log of this level alone: info, warning, error or critical")
                    @RestQuery
                    Optional<String> level,
            @Parameter(description = "Lines of the log of this source alone: api, database, auth, scheduler or worker")
                    @RestQuery
                    Optional<String> source,
            @Parameter(description = "What a product calls itself in the measurements and logs that it sends")
                    @RestQuery
                    Optional<String> app) {
        return Framed.of(
                answers.answer(caller.scope(), app, level, source, headers.getHeaderString(HttpHeaders.AUTHORIZATION)));
    }
}
