package io.opscope.gateway.forward;

import io.opscope.gateway.route.Destination;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;

/** Where the services are: each by one address or more, one for each replica, with commas between them. */
@ConfigMapping(prefix = "opscope.upstream")
public interface UpstreamConfig {

    @WithDefault("http://127.0.0.1:8081")
    List<URI> metrics();

    @WithDefault("http://127.0.0.1:8082")
    List<URI> reports();

    @WithDefault("http://127.0.0.1:8083")
    List<URI> monitoring();

    /** Where the metrics service tells how it is; its replicas in the same order. */
    @WithDefault("http://127.0.0.1:9081")
    List<URI> metricsManagement();

    /** Where the reports service tells how it is. */
    @WithDefault("http://127.0.0.1:9082")
    List<URI> reportsManagement();

    /** Where the monitoring service tells how it is. */
    @WithDefault("http://127.0.0.1:9083")
    List<URI> monitoringManagement();

    /** Where a service is. */
    default List<URI> of(Destination service) {
        return switch (service) {
            case METRICS -> metrics();
            case REPORTS -> reports();
            case MONITORING -> monitoring();
        };
    }

    /** Where a service tells how it is. */
    default List<URI> management(Destination service) {
        return switch (service) {
            case METRICS -> metricsManagement();
            case REPORTS -> reportsManagement();
            case MONITORING -> monitoringManagement();
        };
    }
}
