package io.opscope.reports.export;

import io.opscope.kit.auth.Roles;
import io.opscope.reports.source.ExportedJob;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * All jobs of a period as one file. It is sent while it is made; when the data breaks off half-way the connection is
 * broken off too, so that what arrived cannot be taken for the whole.
 */
@Path("/api/v1/analytics/export")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class ExportResource {

    private static final String DAYS = "a whole number from 1 to 1095";
    private static final String SINCE =
            "Jobs before this moment are gone, though the days asked for reach further back; absent when all are there";

    private final Exports exports;
    private final HttpHeaders headers;
    private final RoutingContext request;

    ExportResource(Exports exports, HttpHeaders headers, RoutingContext request) {
        this.exports = exports;
        this.headers = headers;
        this.request = request;
    }

    @GET
    @Path("/csv")
    @Produces("text/csv")
    @Operation(
            operationId = "exportCsv",
            summary = "The jobs of the last days as CSV, newest first; a field that a spreadsheet would take for a"
                    + " formula begins with an apostrophe")
    @APIResponse(
            responseCode = "200",
            description = "An attachment named jobs_YYYYMMDD.csv",
            headers =
                    @Header(
                            name = ExportWriter.RECORDS_SINCE,
                            description = SINCE,
                            schema = @Schema(type = SchemaType.STRING, format = "date-time")),
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Export csv(
            @RestQuery @DefaultValue("30") @Min(value = 1, message = DAYS) @Max(value = 1095, message = DAYS) int days) {
        return opened("csv", days);
    }

    @GET
    @Path("/json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "exportJson", summary = "The jobs of the last days as a JSON array, newest first")
    @APIResponse(
            responseCode = "200",
            description = "An attachment named jobs_YYYYMMDD.json",
            headers =
                    @Header(
                            name = ExportWriter.RECORDS_SINCE,
                            description = SINCE,
                            schema = @Schema(type = SchemaType.STRING, format = "date-time")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ExportedJob.class)))
    public Export json(
            @RestQuery @DefaultValue("30") @Min(value = 1, message = DAYS) @Max(value = 1095, message = DAYS) int days) {
        return opened("json", days);
    }

    private Export opened(String format, int days) {
        var export = exports.jobs(format, days, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        request.addEndHandler(end -> export.abandon());
        return export;
    }
}
