package io.opscope.monitoring.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a source fares. */
@Schema(name = "DataSourceStatus")
public enum Status {
    /** It answers, in time, with room for more connections. */
    @JsonProperty("healthy")
    HEALTHY,
    /** The last probe failed or was slow, or the connections are nearly used up. */
    @JsonProperty("degraded")
    DEGRADED,
    /** It refused the last connection, or the last two probes failed. */
    @JsonProperty("down")
    DOWN,
    /** We have not looked for three intervals. */
    @JsonProperty("unknown")
    UNKNOWN
}
