package io.opscope.monitoring;

import java.time.Duration;

/** An uptime as people read it. */
public final class Uptime {

    private Uptime() {}

    /** Days, hours and minutes, such as {@code 45d 12h 34m}; all three always, seconds never. */
    public static String text(Duration uptime) {
        return uptime.toDays() + "d " + uptime.toHoursPart() + "h " + uptime.toMinutesPart() + "m";
    }
}
