package io.opscope.kit.cache;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.time.Duration;

/**
 * How the answer to the request at hand was come by; {@link CacheHeaders} tells the caller.
 *
 * @param outcome hit, miss or stale
 */
record CacheReport(String outcome, Duration age, Duration freshFor) {

    static final String ATTRIBUTE = "opscope.cache-report";

    /** Notes it on the current HTTP request; outside of one there is nobody to tell. */
    static void record(CacheReport report) {
        var container = Arc.container();
        if (container != null && container.requestContext().isActive()) {
            var request = container.instance(CurrentVertxRequest.class).get().getCurrent();
            if (request != null) {
                request.put(ATTRIBUTE, report);
            }
        }
    }
}
