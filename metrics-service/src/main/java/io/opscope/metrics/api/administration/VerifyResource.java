package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Verification;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The address where anybody in charge can have the counting checked. */
@Path("/api/v1/metrics/verify")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
class VerifyResource {

    private static final Duration USUAL_STRETCH = Duration.ofDays(7);

    private final Verification verification;
    private final Catalogue catalogue;
    private final Caller caller;

    VerifyResource(Verification verification, Catalogue catalogue, Caller caller) {
        this.verification = verification;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "verify",
            summary = "Counts the records of whole days (UTC) again and compares with what was counted, at every tier")
    public Verified verify(
            @Parameter(description = "One family alone; all when not given") @RestQuery Optional<String> family,
            @Parameter(description = "Seven days before until when not given") @RestQuery Optional<String> from,
            @Parameter(description = "Now when not given") @RestQuery Optional<String> until) {
        var end = Times.until("until", until, ZoneOffset.UTC).orElseGet(Instant::now);
        var start = Times.from("from", from, ZoneOffset.UTC).orElse(end.minus(USUAL_STRETCH));
        if (!start.isBefore(end)) {
            throw CommonProblem.badParameter("from", start, "a time before until, which is " + end);
        }
        var checked = families(Given.text(family)).stream()
                .map(one -> FamilyVerified.of(one, verification.verify(caller.scope(), one, start, end)))
                .toList();
        return new Verified(start, end, checked.stream().allMatch(one -> one.differences() == 0), checked);
    }

    private List<Family> families(Optional<String> name) {
        if (name.isEmpty()) {
            return catalogue.families().stream().filter(Family::isCounted).toList();
        }
        return List.of(catalogue
                .family(name.get())
                .orElseThrow(() -> CommonProblem.badParameter(
                        "family",
                        name.get(),
                        String.join(
                                ", ",
                                catalogue.families().stream().map(Family::name).toList()))));
    }

    /**
     * What came out for all.
     *
     * @param consistent whether every bucket says what its records say
     */
    record Verified(Instant from, Instant until, boolean consistent, List<FamilyVerified> families) {}

    /**
     * What came out for one family; the first differences in words.
     *
     * @param recordsSince comparing began there at the earliest: records before it are gone, what was counted of them
     *     stays; null when they all are there
     */
    record FamilyVerified(
            String family,
            @Nullable Instant recordsSince,
            long records,
            long buckets,
            long differences,
            List<String> examples) {

        static FamilyVerified of(Family family, Verification.Verdict verdict) {
            return new FamilyVerified(
                    family.name(),
                    verdict.recordsSince(),
                    verdict.records(),
                    verdict.buckets(),
                    verdict.differences(),
                    verdict.examples());
        }
    }
}
