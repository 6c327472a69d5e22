package io.opscope.kit.failure;

import io.opscope.kit.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Leaves with a request which problem it was answered. */
public class ProblemTeller {

    private static final int FAILED = 500;

    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext request) {
        if (response.getStatus() >= FAILED && response.getEntity() instanceof Problem problem) {
            var reference = problem.extensions().get("reference");
            var path = problem.type().getPath();
            new Answered(
                            path == null ? "status-" + problem.status() : Answered.slug(path),
                            problem.title(),
                            reference == null ? null : reference.toString(),
                            null)
                    .on(request);
        }
    }
}
