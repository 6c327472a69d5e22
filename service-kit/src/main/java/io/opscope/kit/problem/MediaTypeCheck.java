package io.opscope.kit.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body whose media type is none, over which the choice of a method by it would stumble. Who only asks may say
 * what they like: scripts set the header once for all they send.
 */
class MediaTypeCheck {

    private static final Set<String> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        var type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || WITHOUT_BODY.contains(request.getMethod())) {
            return;
        }
        try {
            MediaType.valueOf(type);
        } catch (IllegalArgumentException e) {
            throw new NotSupportedException();
        }
    }
}
