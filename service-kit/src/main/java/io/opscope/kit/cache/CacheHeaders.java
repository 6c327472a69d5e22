package io.opscope.kit.cache;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Puts {@code Cache-Status} (RFC 9211) and {@code Age} on answers that came through the cache. */
public class CacheHeaders {

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
                    case "stale" -> "opscope; hit; detail=stale; ttl=" + Math.min(ttl, 0);
                    default -> "opscope; hit; ttl=" + ttl;
                };
        response.getHeaders().putSingle("Cache-Status", status);
        response.getHeaders().putSingle("Age", age);
    }
}
