package io.opscope.metrics.api.figure;

import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.UserOutcomes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is made of records, or of one of their measures. */
enum Figure {
    COUNT(false),
    FAILED(false),
    SUCCEEDED(false),
    PER_SECOND(false),
    SUCCESS_RATE_PERCENT(false),
    FAILURE_RATE_PERCENT(false),
    SUM(true),
    AVG(true),
    MIN(true),
    MAX(true),
    P50(true),
    P90(true),
    P95(true),
    P99(true);

    private static final int DECIMALS = 6;

    private final boolean isOfMeasure;

    Figure(boolean isOfMeasure) {
        this.isOfMeasure = isOfMeasure;
    }

    static Optional<Figure> named(String name, boolean isOfMeasure) {
        return Arrays.stream(values())
                .filter(figure ->
                        figure.isOfMeasure == isOfMeasure && figure.publicName().equals(name))
                .findFirst();
    }

    String publicName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The question with what it takes to answer this. */
    Question asked(Question question, @Nullable String measure) {
        if (measure == null) {
            return question;
        }
        return switch (this) {
            case MIN, MAX -> question.measuring(measure).withExtremes(measure);
            case P50, P90, P95, P99 -> question.measuring().withDistribution(measure);
            default -> question.measuring(measure);
        };
    }

    /** Its value; null when records that there are none of have none. */
    @Nullable BigDecimal of(Figures figures, @Nullable String measure, int seconds) {
        if (measure == null) {
            return of(
                    figures.records(),
                    figures.successes(),
                    figures.only(Outcome.FAILURE).records(),
                    seconds);
        }
        return switch (this) {
            case SUM -> figures.sum(measure);
            case AVG -> figures.count(measure) == 0 ? null : figures.average(measure, DECIMALS);
            case MIN -> figures.min(measure).orElse(null);
            case MAX -> figures.max(measure).orElse(null);
            default -> figures.percentile(percent(), DECIMALS).orElse(null);
        };
    }

    /** Its value among one user's records; null when it cannot be told of them. */
    @Nullable BigDecimal of(UserOutcomes user, int seconds) {
        return of(user.records(), user.successes(), user.failures(), seconds);
    }

    /** Its value where there are no records; null when it has none. */
    @Nullable BigDecimal ofNothing() {
        return switch (this) {
            case COUNT, FAILED, SUCCEEDED, PER_SECOND, SUM -> BigDecimal.ZERO;
            default -> null;
        };
    }

    private @Nullable BigDecimal of(long records, long successes, long failures, int seconds) {
        return switch (this) {
            case COUNT -> BigDecimal.valueOf(records);
            case FAILED -> BigDecimal.valueOf(failures);
            case SUCCEEDED -> BigDecimal.valueOf(successes);
            case PER_SECOND -> ratio(records, seconds);
            case SUCCESS_RATE_PERCENT -> records == 0 ? null : ratio(100 * successes, records);
            case FAILURE_RATE_PERCENT -> records == 0 ? null : ratio(100 * failures, records);
            default -> throw new IllegalStateException(this + " is of a measure");
        };
    }

    private double percent() {
        return Double.parseDouble(name().substring(1));
    }

    private static BigDecimal ratio(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP);
    }
}
