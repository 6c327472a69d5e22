package io.opscope.gateway.forward;

import io.opscope.kit.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the suite is, for those who run it. */
@Path("/admin/api/health")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Health")
class AdminHealthResource {

    private final SuiteHealth health;

    AdminHealthResource(SuiteHealth health) {
        this.health = health;
    }

    @GET
    @Operation(
            summary = "Every service by its replicas, and everything they stand on",
            description =
                    "Seen at most thirty seconds ago; what was not is unknown. It is the installation that is told"
                            + " of, not the tenant.")
    public HealthReport read() {
        return health.report();
    }
}
