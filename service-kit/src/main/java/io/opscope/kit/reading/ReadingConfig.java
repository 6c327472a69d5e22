package io.opscope.kit.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How often a replica reads itself, and how long that counts. */
@ConfigMapping(prefix = "opscope.readings")
public interface ReadingConfig {

    /** Pause between two readings. */
    @WithDefault("5s")
    Duration every();

    /** A replica that has said nothing for so long is taken for gone. */
    @WithDefault("15s")
    Duration keptFor();

    /** The stretch of time that requests and statements are counted over. */
    @WithDefault("5m")
    Duration window();

    /** A directory on the file store whose room is told. */
    @WithDefault(".")
    Path disk();
}
