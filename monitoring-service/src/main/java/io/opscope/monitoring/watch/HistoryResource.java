package io.opscope.monitoring.watch;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.moment.Times;
import io.opscope.monitoring.Framed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** How a database under watch did over time. */
@Tag(name = "Databases")
@Path("/api/performance/data-sources/{id}/history")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class HistoryResource {

    private final Caller caller;
    private final HistoryQueries queries;

    HistoryResource(Caller caller, HistoryQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(
            operationId = "dataSourceHistory",
            summary =
                    "Response time, connections and the machine of a source by minute (kept 8 days), hour (400 days) or"
                            + " day (3 years); at most 1500 steps")
    public Framed<History> history(
            @RestPath String id,
            @Parameter(description = "A time, or a date alone; a day before 'until' when not given") @RestQuery
                    Optional<String> from,
            @Parameter(description = "Not included, but a date alone includes that day; now when not given") @RestQuery
                    Optional<String> until,
            @Parameter(description = "minute, hour or day; the finest that fits when not given") @RestQuery @Nullable String granularity) {
        return Framed.of(queries.of(
                caller.scope(),
                id,
                Times.from("from", from, ZoneOffset.UTC).orElse(null),
                Times.until("until", until, ZoneOffset.UTC).orElse(null),
                granularity));
    }
}
