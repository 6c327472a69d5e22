package io.opscope.metrics.query;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How figures are rounded: half up, and nothing divided by nothing is zero. */
public final class Rounding {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DECIMALS = 2;
    private static final int MONEY_DECIMALS = 2;

    /** As fine as the amounts that are taken in. */
    private static final int FINEST_MONEY_DECIMALS = 6;

    private Rounding() {}

    /** How much of the whole the part is, 0 to 100 with 2 decimals. */
    public static BigDecimal percent(long part, long whole) {
        return ratio(BigDecimal.valueOf(part).multiply(HUNDRED), whole, PERCENT_DECIMALS);
    }

    /** How much of the whole the part is, in percent with 2 decimals; zero of nothing. */
    public static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO.setScale(PERCENT_DECIMALS)
                : part.multiply(HUNDRED).divide(whole, PERCENT_DECIMALS, RoundingMode.HALF_UP);
    }

    public static BigDecimal ratio(BigDecimal dividend, long divisor, int decimals) {
        return divisor == 0
                ? BigDecimal.ZERO.setScale(decimals)
                : dividend.divide(BigDecimal.valueOf(divisor), decimals, RoundingMode.HALF_UP);
    }

    public static BigDecimal to(int decimals, BigDecimal value) {
        return value.setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Exactly this value, with no zeros at its end. */
    public static BigDecimal plain(BigDecimal value) {
        var plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** An exact amount, with no fewer than 2 decimals. */
    public static BigDecimal money(BigDecimal amount) {
        var plain = amount.stripTrailingZeros();
        return plain.scale() < MONEY_DECIMALS ? plain.setScale(MONEY_DECIMALS) : plain;
    }

    /** An amount shared out evenly, with 2 to 6 decimals. */
    public static BigDecimal moneyPer(BigDecimal amount, long shares) {
        return money(ratio(amount, shares, FINEST_MONEY_DECIMALS));
    }
}
