package io.opscope.monitoring.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What is taken of pipelines, how long it is kept, and when a run counts as stuck. */
@ConfigMapping(prefix = "opscope.pipeline")
public interface PipelineConfig {

    /** How long a run is kept after the last that was heard of it; older events are refused. */
    @WithDefault("400d")
    Duration keep();

    /** Pause between two looks for what is too old. */
    @WithDefault("10m")
    Duration sweepEvery();

    /** Pause between two counts of the runs that go on. */
    @WithDefault("30s")
    Duration countEvery();

    /** Runs that one statement drops at most. */
    @WithDefault("5000")
    @Min(1) @Max(100_000) int sweepRows();

    /** A run of a pipeline that declares nothing of its own is stuck when nothing was heard of it for so long. */
    @WithDefault("24h")
    Duration stuckAfter();

    /** How far a sender's clock may be ahead. */
    @WithDefault("5m")
    Duration clockSkew();

    /** Pipelines that a tenant has at most. */
    @WithDefault("1000")
    @Min(1) int most();

    /** Bytes of a body of lineage events, unpacked. */
    @WithDefault("8388608")
    @Min(1) @Max(10_000_000) int maxBodyBytes();

    /** Lineage events in one body. */
    @WithDefault("1000")
    @Min(1) int maxEvents();
}
