package io.opscope.monitoring;

import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells caches and readers how old an answer is. */
class AnswerHeaders {

    private final Clock clock = Clock.systemUTC();

    @ServerResponseFilter
    void tellAge(ContainerResponseContext response) {
        if (response.getEntity() instanceof Answer<?> answer && answer.readAt() != null) {
            var age = Duration.between(answer.readAt(), clock.instant()).toSeconds();
            response.getHeaders().putSingle("Age", Math.max(0, age));
            response.getHeaders().putSingle("Cache-Status", answer.kept() ? "opscope; hit" : "opscope; fwd=miss");
        }
    }
}
