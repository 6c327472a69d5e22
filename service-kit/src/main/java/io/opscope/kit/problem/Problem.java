package io.opscope.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer, as RFC 9457 lays it down.
 *
 * @param instance path of the request that failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@io.quarkus.runtime.annotations.RegisterForReflection
public record Problem(
        URI type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @JsonAnyGetter Map<String, ?> extensions) {

    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Describes one occurrence. */
    public static Problem of(
            ProblemType type, @Nullable String detail, @Nullable String instance, Map<String, ?> extensions) {
        return new Problem(type.uri(), type.title(), type.status(), detail, instance, extensions);
    }

    static Response answer(
            ProblemType type, @Nullable String detail, @Nullable String instance, Map<String, ?> extensions) {
        return of(type, detail, instance, extensions).onto(Response.status(type.status()));
    }

    /** For refusals that need no name of their own: the status says it all. */
    static Response answer(Response refusal, @Nullable String instance) {
        var status = refusal.getStatusInfo();
        return new Problem(
                        URI.create("about:blank"),
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        words(status.getStatusCode()),
                        instance,
                        Map.of())
                .onto(Response.fromResponse(refusal));
    }

    private static String words(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address; /docs lists those there are";
            case 405 -> "This address does not take that method; /docs lists those it takes";
            case 406 -> "Nothing of what the Accept header asks for is given here";
            case 415 -> "The body is of a kind that is not taken here; /docs says which is";
            default -> "The request was refused";
        };
    }

    private Response onto(Response.ResponseBuilder response) {
        return response.type(MEDIA_TYPE).entity(this).build();
    }
}
