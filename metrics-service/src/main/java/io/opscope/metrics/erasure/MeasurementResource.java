package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.catalogue.Catalogue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Takes away what products measured and logged; it is not listed one by one, so this is all there is to do to it. */
@Path("/api/v1")
@RolesAllowed(Roles.ADMIN)
class MeasurementResource {

    private final Catalogue catalogue;
    private final RecordErasure erasure;
    private final Caller caller;

    MeasurementResource(Catalogue catalogue, RecordErasure erasure, Caller caller) {
        this.catalogue = catalogue;
        this.erasure = erasure;
        this.caller = caller;
    }

    @DELETE
    @Path("/measurements/{id}")
    @Operation(operationId = "deleteMeasurement", summary = "Takes one measurement away and uncounts it")
    public void removeMeasurement(@RestPath String id) {
        erasure.remove(caller.scope(), catalogue.measurements(), "measurement", id);
    }

    @DELETE
    @Path("/logs/{id}")
    @Operation(operationId = "deleteLog", summary = "Takes one line of a log away")
    public void removeLog(@RestPath String id) {
        erasure.remove(caller.scope(), catalogue.logs(), "log", id);
    }
}
