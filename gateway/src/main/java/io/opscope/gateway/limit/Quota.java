package io.opscope.gateway.limit;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How a limit is written: {@code 500/s burst 5000}, {@code 300/m burst 20}.
 *
 * @param permits how many come back in one unit of time
 * @param unit second, minute or hour
 * @param burst permits that may be used at once
 */
record Quota(long permits, TimeUnit unit, long burst) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7})/([smh]) burst (\\d{1,7})");
    private static final Pattern OFF = Pattern.compile("off|0|0/[smh].*");
    private static final long LONGEST_WINDOW_NANOS = TimeUnit.DAYS.toNanos(1);

    /** What a property says; nothing when it turns the limit off. */
    static Optional<Quota> parse(String property, String written) {
        var text = written.strip();
        if (OFF.matcher(text).matches()) {
            return Optional.empty();
        }
        var parts = WRITTEN.matcher(text);
        if (parts.matches()) {
            var unit =
                    switch (parts.group(2)) {
                        case "m" -> TimeUnit.MINUTES;
                        case "h" -> TimeUnit.HOURS;
                        default -> TimeUnit.SECONDS;
                    };
            var quota = new Quota(Long.parseLong(parts.group(1)), unit, Long.parseLong(parts.group(3)));
            if (quota.permits > 0 && quota.burst > 0 && quota.gcra().windowNanos() <= LONGEST_WINDOW_NANOS) {
                return Optional.of(quota);
            }
        }
        throw new IllegalArgumentException(
                property + ": '" + written
                        + "' is no limit. Write 500/s burst 5000, per s, m or h, with a burst that comes back within a day, or off");
    }

    Gcra gcra() {
        return new Gcra(unit.toNanos(1) / permits, burst);
    }

    /** How people say it. */
    String inWords() {
        var time =
                switch (unit) {
                    case MINUTES -> "minute";
                    case HOURS -> "hour";
                    default -> "second";
                };
        return permits + " a " + time + ", " + burst + " at once";
    }
}
