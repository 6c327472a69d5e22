package io.opscope.metrics.ingest;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Takes records in; what it answers is committed. */
@Path("/api/v1/ingest/{family}")
@RolesAllowed({Roles.ADMIN, Roles.INGEST})
@Produces(MediaType.APPLICATION_JSON)
class IngestResource {

    private static final String NDJSON = "application/x-ndjson";

    private final Caller caller;
    private final Catalogue catalogue;
    private final BodyReader bodies;
    private final CloudEvents events;
    private final Intake intake;

    IngestResource(Caller caller, Catalogue catalogue, BodyReader bodies, CloudEvents events, Intake intake) {
        this.caller = caller;
        this.catalogue = catalogue;
        this.bodies = bodies;
        this.events = events;
        this.intake = intake;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ingestJson",
            summary = "Stores one record or an array of them, each exactly once",
            description = "With the headers of a CloudEvent in binary mode the body is that event's one record")
    public IngestAnswer json(
            @RestPath String family,
            @RestHeader("Content-Encoding") @Nullable String encoding,
            @RestHeader("ce-specversion") @Nullable String version,
            @RestHeader("ce-id") @Nullable String id,
            @RestHeader("ce-time") @Nullable String time,
            InputStream body) {
        var known = known(family);
        var plain = bodies.plain(body, encoding);
        var headers = new CloudEvents.Headers(version, id, time);
        var rows = headers.isEvent()
                ? List.of(events.withHeaders(known, bodies.rowOfJson(plain), headers))
                        .iterator()
                : bodies.rowsOfJson(plain);
        return intake.take(caller.scope(), known, rows);
    }

    @POST
    @Consumes({CloudEvents.STRUCTURED, CloudEvents.BATCHED})
    @Operation(
            operationId = "ingestEvents",
            summary = "Stores the records that CloudEvents carry as their data",
            description = "An event's id and time stand in where its data has none")
    public IngestAnswer events(
            @RestPath String family, @RestHeader("Content-Encoding") @Nullable String encoding, InputStream body) {
        var known = known(family);
        var rows = bodies.rowsOfJson(bodies.plain(body, encoding));
        return intake.take(caller.scope(), known, events.unwrapped(known, rows));
    }

    @POST
    @Consumes(NDJSON)
    @Operation(operationId = "ingestLines", summary = "Stores a stream of records, one JSON object per line")
    public IngestAnswer lines(
            @RestPath String family, @RestHeader("Content-Encoding") @Nullable String encoding, InputStream body) {
        var known = known(family);
        return intake.take(caller.scope(), known, bodies.rowsOfLines(bodies.plain(body, encoding)));
    }

    private Family known(String family) {
        return catalogue
                .family(family)
                .orElseThrow(() -> MetricsProblem.unknownFamily(
                        family, catalogue.families().stream().map(Family::name).toList()));
    }
}
