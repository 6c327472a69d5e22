package io.opscope.kit.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Says on answers that came through the cache how they did: {@code Cache-Status} (RFC 9211) and {@code Age} on all,
 * {@code degraded: true} in one that is old because no newer one could be had.
 */
public class CacheHeaders {

    private static final String STALE = "stale";

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
        var age = Math.max(0, report.age().toSeconds());
        var ttl = report.freshFor().toSeconds() - age;
        var status =
                switch (report.outcome()) {
                    case "miss" -> "opscope; fwd=miss; stored";
                    case STALE -> "opscope; hit; detail=stale; ttl=" + Math.min(ttl, 0);
                    default -> "opscope; hit; ttl=" + ttl;
                };
        response.getHeaders().putSingle("Cache-Status", status);
        response.getHeaders().putSingle("Age", age);
        if (report.outcome().equals(STALE)
                && json.<JsonNode>valueToTree(response.getEntity()) instanceof ObjectNode answer) {
            response.setEntity(answer.put("degraded", true));
        }
    }
}
