package io.opscope.monitoring.statement;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Which statements of a database take long. */
@Tag(name = "Databases")
@Path("/api/performance/data-sources/{id}/slow-queries")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class SlowQueriesResource {

    private final Caller caller;
    private final StatementQueries queries;

    SlowQueriesResource(Caller caller, StatementQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(
            operationId = "slowQueries",
            summary =
                    "The slowest 10 statements whose mean time in the window is at least minMs milliseconds, slowest first")
    public Answer<List<SlowQuery>> slowQueries(
            @RestPath String id,
            @RestQuery @DefaultValue("1000") @PositiveOrZero(message = "a whole number of milliseconds, 0 or more") long minMs,
            @Parameter(description = "How many minutes back the runs are counted that make the figures")
                    @RestQuery
                    @DefaultValue("60")
                    @Min(value = 1, message = "a whole number of minutes from 1 to 1440") @Max(value = 1440, message = "a whole number of minutes from 1 to 1440") int minutes) {
        return queries.slowest(caller.scope(), id, minMs, Duration.ofMinutes(minutes));
    }
}
