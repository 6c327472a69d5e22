package io.opscope.reports.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** Where the services that keep the data are, and how long they are waited for. */
@ConfigMapping(prefix = "opscope.upstream")
public interface MetricsConfig {

    /** The metrics service. */
    @WithDefault("http://127.0.0.1:8081")
    URI metrics();

    /** Longest wait for a connection. */
    @WithDefault("1s")
    @WithName("connect-timeout")
    Duration connectTimeout();

    /** Longest wait for the answer's first line. */
    @WithDefault("10s")
    @WithName("first-byte-timeout")
    Duration firstByteTimeout();

    /** Longest silence in the middle of an answer; after it the answer counts as broken off. */
    @WithDefault("30s")
    @WithName("silence-timeout")
    Duration silenceTimeout();
}
