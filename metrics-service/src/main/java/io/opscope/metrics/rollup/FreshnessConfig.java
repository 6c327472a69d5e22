package io.opscope.metrics.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon what is committed is seen through the caches. */
@ConfigMapping(prefix = "opscope.metrics.freshness")
public interface FreshnessConfig {

    /** Pause between two looks at the marks that ingest leaves. */
    @WithDefault("500ms")
    Duration poll();

    /** Answers made since then are kept even if new records came in; bounds how often anything is computed anew. */
    @WithDefault("1500ms")
    Duration advanceAtMostEvery();
}
