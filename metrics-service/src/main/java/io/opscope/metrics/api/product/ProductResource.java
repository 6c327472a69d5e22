package io.opscope.metrics.api.product;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** For the service that shows how applications do, in the name of its caller; the gateway forwards nobody here. */
@Path("/internal/product")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class ProductResource {

    private static final String NAMED = "1 to 200 characters";
    private static final String SECONDS = "60 to 3600";

    private final Caller caller;
    private final ProductAnswers answers;

    ProductResource(Caller caller, ProductAnswers answers) {
        this.caller = caller;
        this.answers = answers;
    }

    @GET
    @Operation(
            operationId = "product",
            summary = "What a product measured within the last seconds, and the newest 100 lines that it logged")
    public Product product(
            @RestQuery @NotNull(message = NAMED) @Pattern(regexp = "[^\\u0000]{1,200}", message = NAMED) String app,
            @RestQuery @DefaultValue("300") @Min(value = 60, message = SECONDS) @Max(value = 3600, message = SECONDS) int seconds,
            @RestQuery Optional<String> level,
            @RestQuery Optional<String> source) {
        return answers.answer(
                caller.scope(),
                app,
                seconds,
                level.map(word -> LogLevel.named(word)
                        .orElseThrow(() -> CommonProblem.badParameter("level", word, LogLevel.NAMES))),
                source.map(word -> LogSource.named(word)
                        .orElseThrow(() -> CommonProblem.badParameter("source", word, LogSource.NAMES))),
                100);
    }
}
