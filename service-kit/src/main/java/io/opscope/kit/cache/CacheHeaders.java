package io.opscope.kit.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Says on answers that came through the cache how they did: {@code Cache-Status} (RFC 9211) and {@code Age} on all,
 * {@code degraded: true} in one that is old because no newer one could be had.
 */
public class CacheHeaders {

    private final ObjectMapper json;

    CacheHeaders(ObjectMapper json) {
        this.json = json;
    }

    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext request) {
        CacheReport report = request.get(CacheReport.ATTRIBUTE);
        if (report == null) {
            return;
        }
        var age = report.ageSeconds(Instant.now());
        response.getHeaders().putSingle(CacheReport.STATUS, report.status(age));
        response.getHeaders().putSingle(CacheReport.AGE, age);
        if (report.isStale() && json.<JsonNode>valueToTree(response.getEntity()) instanceof ObjectNode answer) {
            response.setEntity(answer.put("degraded", true));
        }
    }
}
