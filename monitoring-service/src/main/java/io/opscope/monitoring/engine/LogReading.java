package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a server's log.
 *
 * @param pieces in order; each is of another file
 * @param next behind the last piece; null when the log cannot be read at all
 * @param behindBytes that are there and were not read
 * @param zone that the log's times are in, as an id of {@link java.time.ZoneId}
 * @param account our own; what it does is none of the log's news
 * @param missing why the log, or part of it, cannot be read
 */
public record LogReading(
        List<LogPiece> pieces,
        @Nullable LogPlace next,
        long behindBytes,
        String zone,
        String account,
        List<Unavailable> missing) {

    public LogReading {
        pieces = List.copyOf(pieces);
        missing = List.copyOf(missing);
    }

    /** The log cannot be read. */
    public static LogReading none(Unavailable why) {
        return new LogReading(List.of(), null, 0, "UTC", "", List.of(why));
    }

    /**
     * Bytes of one file.
     *
     * @param place of the first of them
     * @param ends whether the file ends with them, for good
     * @param gap what was lost before it; null when nothing was
     */
    public record LogPiece(
            LogPlace place,
            byte[] bytes,
            boolean ends,
            @Nullable String gap) {}
}
