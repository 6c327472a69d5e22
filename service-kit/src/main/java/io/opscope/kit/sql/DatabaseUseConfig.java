package io.opscope.kit.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many use the database at once; together less than the pool has, so that writers find a connection always. */
@ConfigMapping(prefix = "opscope.database-use")
public interface DatabaseUseConfig {

    /** Questions that are answered at once; more of them at the same time would make all of them slower. */
    @WithDefault("12")
    @Min(1) int questions();

    /** Exports and the like, which take long, that run at once. */
    @WithDefault("4")
    @Min(1) int exports();

    /** What the service reads of its own accord, at once; it would lose its leases if it had to wait for who asks questions. */
    @WithDefault("4")
    @Min(1) int chores();

    /** How long one waits for its turn before it is refused. */
    @WithDefault("1s")
    Duration patience();
}
