package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells about its state in one short question.
 *
 * @param readAt the server's own clock
 * @param uptime since the server was started
 * @param connections clients signed in now, this question's own connection among them; null where it may not be read
 * @param connectionLimit clients that may be signed in at once
 * @param transactions finished in this database since some moment in the past; only differences mean anything
 * @param unavailable why what is null is null
 */
public record Vitals(
        Instant readAt,
        Duration uptime,
        @Nullable Long connections,
        long connectionLimit,
        @Nullable Long transactions,
        List<Unavailable> unavailable) {}
