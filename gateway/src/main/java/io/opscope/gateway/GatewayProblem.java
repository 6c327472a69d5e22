package io.opscope.gateway;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.util.Map;

/** What callers of the gateway can get wrong, and what can be wrong behind it. */
public enum GatewayProblem implements ProblemType {
    MALFORMED_REQUEST(400, "The request is ambiguous"),
    WRONG_CREDENTIALS(401, "Wrong e-mail address or password"),
    REFRESH_REFUSED(401, "The refresh token is not good"),
    FOREIGN_ORIGIN(403, "The request does not come from the dashboard"),
    ROLES_EXCEEDED(403, "Nobody hands out more than they have"),
    SCOPE_MISSING(403, "The key was not made for this"),
    METHOD_NOT_OFFERED(405, "The address does not take this method"),
    UPLOAD_STALLED(408, "The body of the request does not arrive"),
    EMAIL_TAKEN(409, "The e-mail address is in use"),
    TENANT_TAKEN(409, "There is a tenant of that id"),
    FIRST_TENANT(409, "The first tenant stays open"),
    LAST_ADMIN(409, "Somebody has to be left who may administer"),
    TOO_MANY_TRIES(429, "Too many tries to sign in"),
    BODY_TOO_LONG(413, "The body is longer than this operation takes"),
    UPGRADE_EXPECTED(426, "The address speaks WebSocket only"),
    TOO_MANY_REQUESTS(429, "More requests than are taken"),
    SIGN_IN_UNCOUNTED(503, "Attempts to sign in cannot be counted"),
    SIGN_IN_BUSY(503, "Too many sign-ins at once"),
    WEB_SOCKETS_FULL(503, "Too many WebSockets are open"),
    OPERATION_BUSY(503, "Too many requests for this operation at once"),
    UPSTREAM_UNAVAILABLE(503, "The service behind this address does not answer"),
    UPSTREAM_TOO_SLOW(504, "The service behind this address took too long");

    private final int status;
    private final String title;

    GatewayProblem(int status, String title) {
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

    /** One occurrence, told to the caller in a sentence. */
    public ProblemException because(String detail) {
        return new ProblemException(this, detail, Map.of());
    }
}
