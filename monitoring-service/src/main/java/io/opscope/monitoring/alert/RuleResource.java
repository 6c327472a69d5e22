package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What is watched for. */
@Tag(name = "Alerts")
@Path("/api/v1/alerts/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RuleResource {

    private final Caller caller;
    private final Rules rules;

    RuleResource(Caller caller, Rules rules) {
        this.caller = caller;
        this.rules = rules;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "alertRules", summary = "Rules by name, and whether the last evaluation of each had data")
    public Answer<List<RuleAnswer>> all(
            @RestQuery("metric_name") @Nullable String metricName,
            @RestQuery @Pattern(regexp = "info|warning|critical", message = "info, warning or critical") @Nullable String severity,
            @RestQuery @Pattern(regexp = "true|false", message = "true or false") @Nullable String enabled) {
        var wanted = new RuleStore.Wanted(metricName, severity, enabled == null ? null : Boolean.valueOf(enabled));
        return answer(
                rules.all(caller.scope(), wanted).stream().map(RuleAnswer::of).toList());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AnswerRuleAnswer")))
    @Operation(operationId = "createAlertRule", summary = "Declares a rule; it is evaluated at once")
    public Answer<RuleAnswer> create(@NotNull(message = "a rule") @Valid RuleRequest request) {
        return answer(RuleAnswer.of(rules.create(caller.scope(), request)));
    }

    @GET
    @Path("/{rule_id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "alertRule", summary = "A rule, and whether its last evaluation had data")
    public Answer<RuleAnswer> get(@RestPath("rule_id") String ruleId) {
        return answer(RuleAnswer.of(rules.find(caller.scope(), ruleId)));
    }

    @PATCH
    @Path("/{rule_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "changeAlertRule",
            summary = "Changes what is given",
            description = "Its alerts end when it is switched off, or is about another metric or other groups.")
    public Answer<RuleAnswer> change(
            @RestPath("rule_id") String ruleId, @NotNull(message = "what is to change") @Valid RuleRequest request) {
        return answer(RuleAnswer.of(rules.change(caller.scope(), ruleId, request)));
    }

    @DELETE
    @Path("/{rule_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "deleteAlertRule",
            summary = "Forgets a rule; its alerts end",
            description = "One that came with the tenant does not come again.")
    public void delete(@RestPath("rule_id") String ruleId) {
        rules.delete(caller.scope(), ruleId);
    }

    private static <T> Answer<T> answer(T data) {
        return Answer.of(data, false, null, List.of(), false);
    }
}
