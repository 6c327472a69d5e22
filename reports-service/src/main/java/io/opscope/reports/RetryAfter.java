package io.opscope.reports;

import io.opscope.kit.problem.Problem;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in a header too when to try again, where a problem says so. */
class RetryAfter {

    /** Member of a problem that carries the seconds. */
    static final String MEMBER = "retry_after";

    @ServerResponseFilter
    void repeat(ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem
                && problem.extensions().get(MEMBER) instanceof Integer seconds) {
            response.getHeaders().putSingle("Retry-After", seconds);
        }
    }
}
