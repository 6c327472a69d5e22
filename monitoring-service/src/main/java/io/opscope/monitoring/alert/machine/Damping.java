package io.opscope.monitoring.alert.machine;

import java.time.Duration;

/**
 * What keeps an alert that comes and goes from being told each time: when it has fired so many times within the window,
 * it resolves only after it was well for a while.
 */
public record Damping(int times, Duration window, Duration hold) {

    public Damping {
        if (times < 1 || window.isNegative() || hold.isNegative()) {
            throw new IllegalArgumentException("Damping takes at least one time, and no time that runs backwards");
        }
    }
}
