package io.opscope.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what a resource throws into {@code application/problem+json}; resources never catch. */
public class ProblemMappers {

    /** How the parser of ids begins to say that a text is none. */

    /** SQLSTATEs of a character that is not in the repertoire, in a text and as an escape in JSON. */
    private static final Set<String> NO_SUCH_CHARACTER = Set.of("22021", "22P05");

    private static final long SOON_SECONDS = 1;

    @ServerExceptionMapper
    public Response declared(ProblemException e, UriInfo uri) {
        var answer = Problem.answer(e.type(), e.getMessage(), uri.getPath(), extensions(e));
        if (e.retryAfter().isPresent()) {
            return tryAgain(answer, e.retryAfter().get().toSeconds());
        }
        return e.type().status() == CommonProblem.UNAVAILABLE.status() ? tryAgain(answer, SOON_SECONDS) : answer;
    }

    /** What is nobody's fault who asks leads to the log, whose lines nearby say more. */
    private static Map<String, ?> extensions(ProblemException e) {
        if (e.type().status() < CommonProblem.INTERNAL.status()) {
            return e.extensions();
        }
        var extensions = new TreeMap<String, Object>(e.extensions());
        if (extensions.putIfAbsent("reference", UUID.randomUUID().toString()) == null) {
            Log.infof(
                    "Answered %d, %s, under reference %s",
                    e.type().status(), e.type().title(), extensions.get("reference"));
        }
        return extensions;
    }

    /** A request body or parameter that breaks a declared rule: every broken rule is named. */
    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, UriInfo uri) {
        var rules = new TreeMap<String, String>();
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            rules.put(lastName(violation.getPropertyPath()), violation.getMessage());
        }
        var first = e.getConstraintViolations().iterator().next();
        var named = CommonProblem.badParameter(
                lastName(first.getPropertyPath()), shown(first.getInvalidValue()), first.getMessage());
        var extensions = new TreeMap<String, Object>(named.extensions());
        extensions.put("rules", rules);
        return Problem.answer(named.type(), named.getMessage(), uri.getPath(), extensions);
    }

    @ServerExceptionMapper(value = {MismatchedInputException.class, JsonMappingException.class})
    public Response unreadable(JsonMappingException e, UriInfo uri) {
        return unreadableBody(e, uri);
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e, UriInfo uri) {
        return unreadableBody(e, uri);
    }

    /** JAX-RS answers 404 when a parameter does not parse and keeps the reason as cause; the caller is owed a 400. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException e, UriInfo uri) {
        var status = e.getResponse().getStatus();
        var cause = e.getCause();
        if (cause instanceof ProblemException declared) {
            return declared(declared, uri);
        }
        if (cause instanceof JsonProcessingException json) {
            return unreadableBody(json, uri);
        }
        if (cause != null && (status == 400 || status == 404)) {
            return badParameter(cause, uri);
        }
        return status < 400 ? e.getResponse() : Problem.answer(e.getResponse(), uri.getPath());
    }

    @ServerExceptionMapper(value = {UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(SecurityException e, UriInfo uri) {
        var answer = Problem.answer(
                CommonProblem.UNAUTHENTICATED,
                "Send Authorization: Bearer, X-API-Key, or sign in",
                uri.getPath(),
                Map.of());
        return Response.fromResponse(answer)
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return Problem.answer(CommonProblem.FORBIDDEN, "Your roles do not allow this", uri.getPath(), Map.of());
    }

    @ServerExceptionMapper
    public Response withoutDatabase(DatabaseUnavailableException e, UriInfo uri) {
        var reference = UUID.randomUUID().toString();
        Log.warnf("Answered 503 under reference %s: %s", reference, e.getMessage());
        var detail = e.isFull()
                ? "The database has no room left on its disk; try again once it has"
                : "The database does not answer; try again";
        return tryAgain(
                Problem.answer(CommonProblem.UNAVAILABLE, detail, uri.getPath(), Map.of("reference", reference)),
                SOON_SECONDS);
    }

    private static Response tryAgain(Response answer, long seconds) {
        return Response.fromResponse(answer).header("Retry-After", seconds).build();
    }

    /** The caller gets a reference, the log gets the reason. The database may be behind what Hibernate says. */
    @ServerExceptionMapper
    public Response unforeseen(RuntimeException e, UriInfo uri) {
        var database = SqlFailedException.behind(e).orElse(null);
        if (database instanceof DatabaseUnavailableException away) {
            return withoutDatabase(away, uri);
        }
        // U+0000 is the one character that JSON and addresses can carry and PostgreSQL cannot
        if (database != null && NO_SUCH_CHARACTER.contains(database.state())) {
            return Problem.answer(
                    CommonProblem.BAD_PARAMETER, "Texts may not contain the character U+0000", uri.getPath(), Map.of());
        }
        var reference = UUID.randomUUID().toString();
        Log.errorf(e, "Answered 500 under reference %s", reference);
        return Problem.answer(
                CommonProblem.INTERNAL,
                "Tell the operators the reference",
                uri.getPath(),
                Map.of("reference", reference));
    }

    private static Response badParameter(Throwable cause, UriInfo uri) {
        return Unread.of(cause)
                .flatMap(unread -> unread.in(uri))
                .map(problem ->
                        Problem.answer(problem.type(), problem.getMessage(), uri.getPath(), problem.extensions()))
                .orElseGet(() -> Problem.answer(
                        CommonProblem.BAD_PARAMETER, "A parameter cannot be read", uri.getPath(), Map.of()));
    }

    private static Response unreadableBody(JsonProcessingException e, UriInfo uri) {
        if (e instanceof MismatchedInputException mismatched) {
            var misfit = Wanted.misfit(mismatched);
            if (misfit.isPresent()) {
                var problem = misfit.get();
                return Problem.answer(problem.type(), problem.getMessage(), uri.getPath(), problem.extensions());
            }
        }
        var at = e.getLocation();
        var where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return Problem.answer(
                CommonProblem.UNREADABLE_BODY,
                "The body is not the JSON that is expected here" + where,
                uri.getPath(),
                Map.of());
    }

    private static String lastName(Path path) {
        var last = "";
        for (var node : path) {
            if (node.getName() != null) {
                last = node.getName();
            }
        }
        return last;
    }

    private static String shown(@Nullable Object value) {
        var text = value == null ? "" : String.valueOf(value);
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
