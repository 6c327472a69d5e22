package io.opscope.metrics.ingest;

import io.opscope.kit.auth.Caller;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Takes records in; what it answers is committed. */
@Path("/api/v1/ingest/{family}")
@RolesAllowed({"admin", "ingest"})
@Produces(MediaType.APPLICATION_JSON)
class IngestResource {

    private static final String NDJSON = "application/x-ndjson";

    private final Caller caller;
    private final Catalogue catalogue;
    private final BodyReader bodies;
    private final Intake intake;

    IngestResource(Caller caller, Catalogue catalogue, BodyReader bodies, Intake intake) {
        this.caller = caller;
        this.catalogue = catalogue;
        this.bodies = bodies;
        this.intake = intake;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "ingestJson", summary = "Stores one record or an array of them, each exactly once")
    public IngestAnswer json(
            @RestPath String family, @RestHeader("Content-Encoding") @Nullable String encoding, InputStream body) {
        var known = known(family);
        return intake.take(caller.scope(), known, bodies.rowsOfJson(bodies.plain(body, encoding)));
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
