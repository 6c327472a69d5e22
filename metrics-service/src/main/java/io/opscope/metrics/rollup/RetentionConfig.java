package io.opscope.metrics.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long records are kept where a tenant has decided nothing. */
@ConfigMapping(prefix = "opscope.metrics.ingest")
public interface RetentionConfig {

    /** An older event is refused: sent again, it could not be recognised. */
    @WithDefault("1095d")
    Duration rawRetention();
}
