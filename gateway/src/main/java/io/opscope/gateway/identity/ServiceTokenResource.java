package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets a service work for tenants while nobody of them has called it. */
@Path("/internal/service-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NeedsDatabase
@Tag(name = "Signing in")
class ServiceTokenResource {

    private final ServiceTokens tokens;

    ServiceTokenResource(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @POST
    @Operation(
            operationId = "serviceTokens",
            summary = "A token for each tenant, for a service that proves itself",
            description = "Each opens what the service needs of that one tenant, and nothing else.")
    public Given give(@NotNull(message = "service and secret") @Valid Proof proof) {
        var now = Instant.now();
        return new Given(tokens.forMonitoring(proof.secret()).entrySet().stream()
                .map(token -> new OfTenant(
                        token.getKey(),
                        token.getValue().text(),
                        Duration.between(now, token.getValue().expiresAt()).toSeconds()))
                .toList());
    }

    /** How a service proves itself. */
    @RegisterForReflection
    @Schema(name = "ServiceProof")
    record Proof(
            @NotNull(message = "monitoring") @Pattern(regexp = "monitoring", message = "monitoring") String service,

            @Schema(writeOnly = true)
            @NotBlank(message = "the service's secret") @Size(max = 1000, message = "at most 1000 characters") String secret) {

        @Override
        public String toString() {
            return service;
        }
    }

    /** A token for each tenant. */
    @RegisterForReflection
    @Schema(name = "ServiceTokens")
    record Given(List<OfTenant> tokens) {}

    /** @param expiresIn seconds */
    @RegisterForReflection
    @Schema(name = "ServiceToken")
    record OfTenant(
            String tenant,
            @JsonProperty("access_token") String text,
            @JsonProperty("expires_in") long expiresIn) {

        @Override
        public String toString() {
            return "token of " + tenant;
        }
    }
}
