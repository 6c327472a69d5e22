package io.opscope.metrics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RoundingTest {

    @Test
    void nothingOfNothingIsZero() {
        assertEquals(new BigDecimal("0.00"), Rounding.percent(0, 0));
        assertEquals(new BigDecimal("0.00"), Rounding.moneyPer(BigDecimal.ZERO, 0));
    }

    @Test
    void percentagesHaveTwoDecimals() {
        assertEquals(new BigDecimal("66.67"), Rounding.percent(2, 3));
        assertEquals(new BigDecimal("100.00"), Rounding.percent(7, 7));
    }

    @Test
    void moneyStaysExactAndShowsAtLeastCents() {
        assertEquals(new BigDecimal("100.00"), Rounding.money(new BigDecimal("1E+2")));
        assertEquals(new BigDecimal("0.000001"), Rounding.money(new BigDecimal("0.000001")));
        assertEquals(new BigDecimal("4826466.49"), Rounding.money(new BigDecimal("4826466.490000")));
        assertEquals(new BigDecimal("0.333333"), Rounding.moneyPer(BigDecimal.ONE, 3));
    }
}
