package io.opscope.kit.problem;

import java.util.Map;

/** What can go wrong in every service. */
public enum CommonProblem implements ProblemType {
    BAD_PARAMETER(400, "A parameter is not acceptable"),
    UNREADABLE_BODY(400, "The body cannot be read"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Not available right now");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    /** A refusal that names the parameter, what was sent and what is allowed. */
    public static ProblemException badParameter(String name, Object value, String allowed) {
        return new ProblemException(
                BAD_PARAMETER,
                "Parameter '" + name + "' was '" + value + "'; allowed: " + allowed,
                Map.of("parameter", name, "value", String.valueOf(value), "allowed", allowed));
    }

    /** The address names a thing that is not there, or not visible to the caller. */
    public static ProblemException notFound(String what, String id) {
        return new ProblemException(NOT_FOUND, "There is no " + what + " '" + id + "'", Map.of());
    }
}
