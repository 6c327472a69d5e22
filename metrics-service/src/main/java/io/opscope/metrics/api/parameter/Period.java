package io.opscope.metrics.api.parameter;

import io.opscope.kit.problem.CommonProblem;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How far back a question reaches. */
public final class Period {

    /** As long as records are kept. */
    private static final int MOST_DAYS = 1095;

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})([hd]?)");
    private static final String ALLOWED = "1 to 1095 days, such as 30 or 90d, or hours, such as 24h";

    private Period() {}

    /** Days as a number, or with their unit: {@code 30}, {@code 90d}, {@code 24h}. */
    public static Duration parse(String name, Optional<String> value, Duration otherwise) {
        var given = Given.text(value);
        if (given.isEmpty()) {
            return otherwise;
        }
        var form = FORM.matcher(given.get().trim().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw CommonProblem.badParameter(name, given.get(), ALLOWED);
        }
        var count = Integer.parseInt(form.group(1));
        var length = form.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
        if (length.isZero() || length.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw CommonProblem.badParameter(name, given.get(), ALLOWED);
        }
        return length;
    }
}
