package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Takes away a record of any family, those of an operator's own among them, which have no addresses of theirs. */
@Path("/api/v1/records/{family}/{id}")
@RolesAllowed(Roles.ADMIN)
class RecordErasureResource {

    private final Catalogue catalogue;
    private final RecordErasure erasure;
    private final Caller caller;

    RecordErasureResource(Catalogue catalogue, RecordErasure erasure, Caller caller) {
        this.catalogue = catalogue;
        this.erasure = erasure;
        this.caller = caller;
    }

    @DELETE
    @Operation(operationId = "deleteRecord", summary = "Takes one record of a family away and uncounts it")
    public void remove(@RestPath String family, @RestPath String id) {
        var known = catalogue
                .family(family)
                .orElseThrow(() -> MetricsProblem.unknownFamily(
                        family, catalogue.families().stream().map(Family::name).toList()));
        erasure.remove(caller.scope(), known, "record", id);
    }
}
