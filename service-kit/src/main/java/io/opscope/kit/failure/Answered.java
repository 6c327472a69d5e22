package io.opscope.kit.failure;

import io.opscope.kit.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What a request was answered in place of what it asked for; left with the request by who answers.
 *
 * @param type name of the problem
 * @param title the problem's words, the same for all of its type
 * @param operation method and path with names in place of values, where the answer is nobody's resource; else null
 */
public record Answered(
        String type,
        String title,
        @Nullable String reference,
        @Nullable String operation) {

    private static final String ATTRIBUTE = "opscope.answered";

    /** A problem with a name and words of its own. */
    public static Answered with(ProblemType type, @Nullable String reference, @Nullable String operation) {
        return new Answered(slug(type.uri().getPath()), type.title(), reference, operation);
    }

    /** The last part of a problem's address. */
    static String slug(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Leaves it with the request, unless somebody who knows more did. */
    public void on(RoutingContext request) {
        if (of(request) == null) {
            request.put(ATTRIBUTE, this);
        }
    }

    static @Nullable Answered of(RoutingContext request) {
        return request.get(ATTRIBUTE);
    }
}
