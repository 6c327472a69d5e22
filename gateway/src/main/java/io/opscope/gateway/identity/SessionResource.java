package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where people are signed in. */
@Path("/api/v1/sessions")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER, Roles.INGEST})
@ManagesIdentity
@NeedsDatabase
@Tag(name = "Sessions")
class SessionResource {

    private final Caller caller;
    private final Actors actors;
    private final SessionStore store;
    private final Sessions sessions;

    SessionResource(Caller caller, Actors actors, SessionStore store, Sessions sessions) {
        this.caller = caller;
        this.actors = actors;
        this.store = store;
        this.sessions = sessions;
    }

    @GET
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Where the caller is signed in, the newest first",
            description = "An admin asks for anybody's with user_id; others see nothing of other people.")
    public Open list(
            @RestQuery("user_id") @Nullable @Size(max = 200) String userId,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @RestQuery @Nullable @Size(max = 100) String cursor,
            @Context RoutingContext request) {
        var scope = caller.scope();
        var page = store.page(scope, userId == null ? scope.userId() : userId, cursor, limit + 1);
        var here = known(request).credentialId();
        var items = page.stream()
                .limit(limit)
                .map(session -> OpenSession.of(session, session.id.equals(here)))
                .toList();
        return new Open(items, page.size() > limit ? items.get(limit - 1).id() : null);
    }

    @DELETE
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "End all of the caller's own sessions but for the one this is asked in")
    public void endOthers(@Context RoutingContext request) {
        if (known(request).via() == Via.OUTSIDE_TOKEN) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Sessions of the issuer's people are ended at the issuer");
        }
        sessions.endOthers(caller.scope(), actors.of(request));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "End a session: one's own, for an admin anybody's in the tenant",
            description =
                    "Its tokens and cookies are worth nothing at once here and within 5 seconds on every replica.")
    public void end(@RestPath String id, @Context RoutingContext request) {
        sessions.end(caller.scope(), actors.of(request), id);
    }

    private static Known known(RoutingContext request) {
        return Objects.requireNonNull(request.<Known>get(Known.ATTRIBUTE));
    }

    /**
     * Sessions that are open, and where to go on.
     *
     * @param nextCursor for the next page; null on the last
     */
    public record Open(
            List<OpenSession> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /**
     * A session that is open.
     *
     * @param browser whether cookies go with it
     * @param address where it began
     * @param userAgent what it was begun with, as that said itself
     * @param current whether this is asked in it
     */
    public record OpenSession(
            String id,
            @JsonProperty("user_id") String userId,
            boolean browser,
            @Nullable String address,
            @JsonProperty("user_agent") @Nullable String userAgent,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") Instant expiresAt,
            boolean current) {

        static OpenSession of(Session session, boolean current) {
            return new OpenSession(
                    session.id,
                    session.accountId,
                    session.browser,
                    session.address,
                    session.userAgent,
                    session.createdAt,
                    session.expiresAt,
                    current);
        }
    }
}
