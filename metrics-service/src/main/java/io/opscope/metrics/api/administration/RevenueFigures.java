package io.opscope.metrics.api.administration;

import io.opscope.metrics.api.administration.Revenue.Bucket;
import io.opscope.metrics.api.administration.Revenue.OtherCurrency;
import io.opscope.metrics.api.administration.Revenue.Peak;
import io.opscope.metrics.api.administration.Revenue.Previous;
import io.opscope.metrics.api.administration.Revenue.Summary;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Works revenue out of counted cells, whose one dimension is the status. */
final class RevenueFigures {

    private static final String AMOUNT = "amount";
    private static final String REFUNDED = "refunded";

    private RevenueFigures() {}

    /** One entry per bucket, zeros where there are no transactions. */
    static List<Bucket> series(Figures transactions, List<Instant> buckets) {
        var none = transactions.only(cell -> false);
        var byBucket = transactions.by(Cell::start);
        return buckets.stream()
                .map(start -> bucket(start, byBucket.getOrDefault(start, none)))
                .toList();
    }

    private static Bucket bucket(Instant start, Figures transactions) {
        var revenue = revenue(transactions);
        return new Bucket(
                start,
                Rounding.money(revenue),
                transactions.records(),
                transactions.successes(),
                Rounding.moneyPer(revenue, transactions.successes()),
                transactions.successRate());
    }

    static Summary summary(Figures transactions, List<Bucket> series) {
        var total = revenue(transactions);
        // refunds come as amounts below zero from some and above it from others; what they come to is the same
        var refunded = transactions
                .only(Outcome.CANCELLED)
                .only(cell -> cell.dim(0).equals(REFUNDED))
                .sum(AMOUNT)
                .abs();
        return new Summary(
                Rounding.money(total),
                Rounding.moneyPer(total, series.size()),
                peak(series),
                transactions.records(),
                transactions.successes(),
                Rounding.moneyPer(total, transactions.records()),
                transactions.successRate(),
                Rounding.money(refunded),
                Rounding.money(total.subtract(refunded)),
                transactions.recordsBy(0));
    }

    static Previous previous(Figures transactions) {
        return new Previous(
                Rounding.money(revenue(transactions)),
                transactions.records(),
                transactions.successes(),
                transactions.successRate());
    }

    static List<OtherCurrency> others(Figures transactions, String currency) {
        return transactions.currenciesOtherThan(currency).stream()
                .map(other -> {
                    var theirs = transactions.in(other);
                    return new OtherCurrency(
                            other, Rounding.money(revenue(theirs)), theirs.records(), theirs.successes());
                })
                .toList();
    }

    private static Peak peak(List<Bucket> series) {
        Bucket peak = null;
        for (var bucket : series) {
            if (bucket.successful() > 0 && (peak == null || bucket.revenue().compareTo(peak.revenue()) > 0)) {
                peak = bucket;
            }
        }
        return peak == null ? new Peak(null, Rounding.money(BigDecimal.ZERO)) : new Peak(peak.bucket(), peak.revenue());
    }

    private static BigDecimal revenue(Figures transactions) {
        return transactions.only(Outcome.SUCCESS).sum(AMOUNT);
    }
}
