package io.opscope.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the services are. */
@ConfigMapping(prefix = "opscope.upstream")
public interface UpstreamConfig {

    @WithDefault("http://127.0.0.1:8081")
    URI metrics();

    @WithDefault("http://127.0.0.1:8082")
    URI reports();

    @WithDefault("http://127.0.0.1:8083")
    URI monitoring();

    /** Where the metrics service tells how it is. */
    @WithDefault("http://127.0.0.1:9081")
    URI metricsManagement();

    /** Where the reports service tells how it is. */
    @WithDefault("http://127.0.0.1:9082")
    URI reportsManagement();

    /** Where the monitoring service tells how it is. */
    @WithDefault("http://127.0.0.1:9083")
    URI monitoringManagement();
}
