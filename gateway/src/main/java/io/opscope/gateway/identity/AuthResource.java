package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Path("/api/v1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Signing in")
class AuthResource {

    private final SignIn signIn;
    private final OwnPassword ownPassword;
    private final Cookies cookies;
    private final Tickets tickets;
    private final Actors actors;

    AuthResource(SignIn signIn, OwnPassword ownPassword, Cookies cookies, Tickets tickets, Actors actors) {
        this.signIn = signIn;
        this.ownPassword = ownPassword;
        this.cookies = cookies;
        this.tickets = tickets;
        this.actors = actors;
    }

    @POST
    @Path("/login")
    @NeedsDatabase
    @Operation(
            summary = "Sign in with a password",
            description = "With session: true the answer also sets the cookies that a browser is recognised by. "
                    + "After some failures the next try has to wait: 429 with Retry-After.")
    public RestResponse<Tokens> login(@NotNull @Valid Login login, @Context RoutingContext request) {
        var browser = Boolean.TRUE.equals(login.session());
        var signedIn = signIn.byPassword(login.email(), login.password(), browser, actors.of(request));
        var answer = RestResponse.ResponseBuilder.ok(Tokens.of(signedIn));
        return browser
                ? answer.cookie(cookies.signedIn(signedIn.sessionId(), signedIn.lifetime()))
                        .build()
                : answer.build();
    }

    @POST
    @Path("/refresh")
    @NeedsDatabase
    @Operation(
            summary = "Exchange a refresh token for new tokens",
            description = "A refresh token is good once. One that is used again ends the session: it was copied.")
    public Tokens refresh(@NotNull @Valid Refresh refresh, @Context RoutingContext request) {
        return Tokens.of(
                signIn.byRefreshToken(refresh.refreshToken(), actors.of(request).by("refresh_token")));
    }

    @POST
    @Path("/logout")
    @NeedsDatabase
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204", description = "Signed out")
    @Operation(
            summary = "Sign out",
            description = "Ends the session the request is made in, with all its tokens and cookies.")
    public RestResponse<Void> logout(@Context RoutingContext request) {
        Known known = request.get(Known.ATTRIBUTE);
        if (known != null && known.via() == Via.OUTSIDE_TOKEN) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Who came with a token of the issuer signs out at the issuer");
        }
        if (known != null && known.via() != Via.API_KEY) {
            signIn.out(known.credentialId(), actors.of(request));
        }
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookies.signedOut())
                .build();
    }

    @POST
    @Path("/password")
    @NeedsDatabase
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Changed")
    @Operation(
            summary = "Change one's own password",
            description = "Ends all other sessions of the account; keys stay. A new password has 12 to 128 characters.")
    public void password(@NotNull @Valid NewPassword wanted, @Context RoutingContext request) {
        ownPassword.change(
                Objects.requireNonNull(request.<Known>get(Known.ATTRIBUTE)),
                wanted.current(),
                wanted.replacement(),
                actors.of(request));
    }

    @POST
    @Path("/ws-ticket")
    @Consumes(MediaType.WILDCARD)
    @Extension(name = ManagesIdentity.EXTENSION, value = "read")
    @Operation(
            summary = "A ticket for one live connection",
            description = "Good once, within 30 seconds, as ?ticket= of /ws/live or /socket.io.")
    public Ticket ticket(@Context RoutingContext request) {
        return new Ticket(
                tickets.issue(Objects.requireNonNull(request.<Known>get(Known.ATTRIBUTE))),
                Tickets.LIFETIME.toSeconds());
    }

    /**
     * What to open a live connection with.
     *
     * @param expiresIn seconds the ticket waits to be used
     */
    public record Ticket(
            String ticket, @JsonProperty("expires_in") long expiresIn) {}

    /**
     * Who wants in.
     *
     * @param session whether a browser wants cookies as well
     */
    public record Login(
            @NotBlank @Size(max = 320) String email,
            @NotBlank @Size(max = 1024) String password,
            @Nullable Boolean session) {}

    /**
     * Another password for the caller's account.
     *
     * @param current the one that is good until then
     * @param replacement the one that is to be
     */
    public record NewPassword(
            @JsonProperty("current_password") @NotBlank @Size(max = 1024) String current,

            @JsonProperty("new_password") @NotNull @Schema(minLength = 12, maxLength = 128)
            String replacement) {}

    /** A refresh token that was handed out before. */
    public record Refresh(
            @JsonProperty("refresh_token") @NotBlank @Size(max = 512) String refreshToken) {}

    /**
     * What to come back with.
     *
     * @param expiresIn seconds the access token is good for
     */
    public record Tokens(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {

        static Tokens of(SignIn.SignedIn signedIn) {
            var token = signedIn.accessToken();
            var seconds = Duration.between(Instant.now(), token.expiresAt())
                    .plusMillis(999)
                    .toSeconds();
            return new Tokens(token.text(), signedIn.refreshToken(), "Bearer", seconds);
        }
    }
}
