package io.opscope.monitoring.application;

import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Framed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The machines as the messaging product's page shows them. */
@Tag(name = "Application")
@Path("/api/v1/analytics/metrics/system")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class SystemResource {

    private final SystemAnswers answers;

    SystemResource(SystemAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Operation(operationId = "systemMetrics", summary = "The machines that the suite runs on, and what waits")
    public Framed<SystemFigures> system() {
        return Framed.of(answers.now());
    }
}
