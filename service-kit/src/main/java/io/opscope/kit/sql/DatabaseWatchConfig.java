package io.opscope.kit.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon a database that hangs is noticed. */
@ConfigMapping(prefix = "opscope.database-watch")
public interface DatabaseWatchConfig {

    /** Pause between two looks at whether the database answers. */
    @WithDefault("200ms")
    Duration every();

    /** A database that leaves a look unanswered for so long is away, and whatever waits for it is let go. */
    @WithDefault("600ms")
    Duration patience();
}
