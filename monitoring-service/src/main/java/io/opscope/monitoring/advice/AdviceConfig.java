package io.opscope.monitoring.advice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What advice may cost the server it is about, and what makes it worth telling. */
@ConfigMapping(prefix = "opscope.advice")
public interface AdviceConfig {

    /** Share of a statement's cost that an index has to save by the planner's reckoning. */
    @WithDefault("0.3")
    @DecimalMin("0.01") @DecimalMax("0.99") double gain();

    /** Cheaper statements, in the planner's units, are left alone: a table of a few pages is best read as a whole. */
    @WithDefault("300")
    double leastCost();

    /** How long what was found stays; only what is looked at is looked for again. */
    @WithDefault("1h")
    Duration keep();

    /** How long an index is proposed, or something is said to be missing, without another look whether it is there meanwhile. */
    @WithDefault("1m")
    Duration recheck();

    /** How long the planner of one source is asked at a stretch; statements that are left wait for the next request. */
    @WithDefault("2s")
    Duration budget();

    /** How long one statement may be planned, and its tables' locks be waited for. */
    @WithDefault("500ms")
    Duration statement();

    /** How long a caller waits for advice that nobody has asked for before; then it comes with a later request. */
    @WithDefault("250ms")
    Duration patience();

    /** Statements that advice is kept for, over all sources. */
    @WithDefault("10000")
    @Min(10) @Max(1000000) int statements();
}
