package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.Ready;
import io.opscope.metrics.api.parameter.Zones;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The address of what people did. */
@Path("/admin/api/user-activity")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
class ActivityResource {

    private final ActivityAnswers answers;
    private final Zones zones;
    private final Caller caller;

    ActivityResource(ActivityAnswers answers, Zones zones, Caller caller) {
        this.answers = answers;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Ready
    @Operation(operationId = "userActivity", summary = "Who is active, what was done last, when, and how often")
    public UserActivity activity(
            @RestQuery
                    @DefaultValue("50")
                    @Min(value = 1, message = "1 to 1000") @Max(value = 1000, message = "1 to 1000") int limit,
            @RestQuery Optional<String> tz) {
        return answers.activity(caller.scope(), limit, zones.of(caller.scope(), tz));
    }
}
