package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.gateway.identity.AuditStore.Entry;
import io.opscope.gateway.identity.AuditStore.Filter;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.problem.CommonProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who did what, for admins. */
@Path("/api/v1/audit")
@RolesAllowed(Roles.ADMIN)
@ManagesIdentity
@NeedsDatabase
@Tag(name = "Audit")
class AuditResource {

    private final Caller caller;
    private final AuditStore audit;

    AuditResource(Caller caller, AuditStore audit) {
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Who did what about accounts, keys, sessions and the tenant itself, the newest first",
            description =
                    "Nobody can change what stands here. Tries to sign in to accounts that are not there belong to no "
                            + "tenant and are not shown.")
    public Entries list(
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @RestQuery @Nullable @Pattern(regexp = "[0-9]{1,18}") String cursor,
            @RestQuery @Nullable @Size(max = 40) String action,
            @RestQuery @Nullable @Pattern(regexp = "done|failed") String outcome,
            @RestQuery("actor_id") @Nullable @Size(max = 200) String actorId,
            @RestQuery("subject_id") @Nullable @Size(max = 200) String subjectId,
            @RestQuery @Nullable @Size(max = 40) @Schema(format = "date-time") String from,
            @RestQuery @Nullable @Size(max = 40) @Schema(format = "date-time") String until) {
        if (action != null && !AuditAction.isKnown(action)) {
            throw CommonProblem.badParameter("action", action, AuditAction.ALL);
        }
        var filter = new Filter(
                action,
                outcome,
                actorId,
                subjectId,
                from == null ? null : GivenTime.checked("from", from),
                until == null ? null : GivenTime.checked("until", until));
        var before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        var page = audit.page(caller.scope(), filter, before, limit + 1);
        var items = page.stream().limit(limit).map(AuditEntry::of).toList();
        return new Entries(items, page.size() > limit ? items.get(limit - 1).id() : null);
    }

    /**
     * Entries and where to go on.
     *
     * @param nextCursor for the next page; null on the last
     */
    public record Entries(
            List<AuditEntry> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /**
     * Something that was done, or tried.
     *
     * @param outcome done or failed
     * @param actorId who; null for somebody who was not recognised, for an operator of another tenant, and for the suite itself
     * @param actorVia what they showed: password, refresh_token, access_token, cookie, api_key, outside_token, operator, or system
     * @param credentialId the session or key they showed
     * @param subjectKind user, key, session or tenant
     * @param subjectId whom or what it was done to
     * @param address where the request came from
     * @param reference which request it was; the same for everything that one request did
     */
    public record AuditEntry(
            String id,
            Instant at,
            String action,
            String outcome,
            @JsonProperty("actor_id") @Nullable String actorId,
            @JsonProperty("actor_via") String actorVia,
            @JsonProperty("credential_id") @Nullable String credentialId,
            @JsonProperty("subject_kind") String subjectKind,
            @JsonProperty("subject_id") @Nullable String subjectId,
            @Nullable String address,
            String reference,
            @Nullable String detail) {

        static AuditEntry of(Entry entry) {
            return new AuditEntry(
                    Long.toString(entry.id()),
                    entry.at(),
                    entry.action(),
                    entry.outcome(),
                    entry.actorId(),
                    entry.actorVia(),
                    entry.credentialId(),
                    entry.subjectKind(),
                    entry.subjectId(),
                    entry.address(),
                    entry.reference(),
                    entry.detail());
        }
    }
}
