package io.opscope.gateway.forward;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.failure.Failure;
import io.opscope.kit.failure.Failures;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What failed anywhere in the suite, for those who run it. */
@Path("/admin/api/errors")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Health")
class ErrorResource {

    private final Failures failures;

    ErrorResource(Failures failures) {
        this.failures = failures;
    }

    @GET
    @Operation(
            summary = "What failed in all services within seven days, of one kind together, the latest first",
            description = "Kinds are told by service, operation, type and cause. Of what was asked nothing is told; the"
                    + " references lead to the log. It is the installation that is told of, not the tenant.")
    public Errors read(
            @RestQuery @Nullable String service,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable Instant since,
            @RestQuery @DefaultValue("100") @Min(1) @Max(500) int limit) {
        var all = failures.ofAll();
        var errors = all.orElseGet(failures::ofThisReplica).stream()
                .filter(error -> service == null || error.service().equals(service))
                .filter(error -> type == null || error.type().equals(type))
                .filter(error -> since == null || !error.lastSeen().isBefore(since))
                .limit(limit)
                .toList();
        return all.isPresent()
                ? new Errors(errors, Instant.now(), null, null)
                : new Errors(
                        errors,
                        Instant.now(),
                        true,
                        "Redis does not answer: these are the ones that this gateway saw since it started");
    }

    /**
     * Failures by kind.
     *
     * @param degraded true where it is not all there is, and {@code unavailable} says why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Errors(
            List<Failure> errors,
            Instant timestamp,
            @Nullable Boolean degraded,
            @Nullable String unavailable) {
        public Errors {
            errors = List.copyOf(errors);
        }
    }
}
