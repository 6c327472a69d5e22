package io.opscope.tools.suite;

import java.time.Duration;

/** How long a request that cannot be answered is tried again.
 *
 * @param whole from the first failure on
 * @param first the first pause; each further one is twice as long
 * @param longest the longest pause
 */
public record Patience(Duration whole, Duration first, Duration longest) {

    /** Long enough for a service to be restarted: two minutes. */
    public static final Patience OF_AN_IMPORT =
            new Patience(Duration.ofMinutes(2), Duration.ofMillis(500), Duration.ofSeconds(10));

    /** For what is to go on by itself until somebody ends it. */
    public static final Patience ENDLESS =
            new Patience(Duration.ofDays(36_500), Duration.ofSeconds(1), Duration.ofSeconds(30));

    Duration pause(int failures) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
