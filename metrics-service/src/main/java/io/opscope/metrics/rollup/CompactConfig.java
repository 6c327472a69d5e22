package io.opscope.metrics.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How soon what was counted is brought from the journal into the rollup rows. */
@ConfigMapping(prefix = "opscope.metrics.compact")
public interface CompactConfig {

    /** Pause between two looks for something to bring. Answers are the same before and after. */
    @WithDefault("500ms")
    Duration every();

    /**
     * Changed records of a tenant's family that a replica leaves in the journal. With more of them a request that brings
     * many, once they are committed, helps to bring them into the rollup rows before it is answered, as readers have to
     * add up all that is there.
     */
    @WithDefault("20000")
    @Min(0) int mostUnfolded();
}
