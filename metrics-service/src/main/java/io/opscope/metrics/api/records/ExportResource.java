package io.opscope.metrics.api.records;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.api.parameter.Days;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Records in bulk, for the other services; never reached from outside. */
@Path("/internal/export/jobs")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class ExportResource {

    private final JobExport export;
    private final Caller caller;

    ExportResource(JobExport export, Caller caller) {
        this.export = export;
        this.caller = caller;
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(operationId = "exportJobs", summary = "Every job of the last days, newest first, one per line")
    public StreamingOutput jobs(@Context RoutingContext request, @RestQuery @DefaultValue("30") @Days int days) {
        return export.lines(caller.scope(), days, request.request());
    }
}
