package io.opscope.gateway.forward;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the suite is, for anybody who asks: words, and no more. */
@Path("/analytics/health")
@PermitAll
@Tag(name = "Health")
class HealthResource {

    private final SuiteHealth health;

    HealthResource(SuiteHealth health) {
        this.health = health;
    }

    @GET
    @Operation(
            summary = "How the suite and each thing it depends on are",
            description =
                    "healthy, degraded, down, or unknown where nothing was seen for thirty seconds; as of the timestamp.")
    public Health read() {
        return health.words();
    }
}
