package io.opscope.gateway.route;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What one operation may take, so that none takes what the others need. */
@ConfigMapping(prefix = "opscope.route")
public interface RouteConfig {

    /** The longest body. */
    @WithDefault("10M")
    MemorySize body();

    /** Requests for one operation that are under way at the same moment; one more is refused. */
    @WithDefault("1000")
    @Min(1) @Max(100000) int atOnce();

    /** Operations that differ, by method and path as docs/api has them: {@code POST /api/v1/ingest/{family}}. */
    Map<String, Operation> operations();

    /** What differs; what is not said is as for all. */
    interface Operation {

        Optional<MemorySize> body();

        OptionalInt atOnce();

        /** From the end of the request until its answer begins; {@code opscope.forward.deadline} where it is not said. */
        Optional<Duration> deadline();
    }
}
