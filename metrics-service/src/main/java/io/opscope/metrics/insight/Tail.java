package io.opscope.metrics.insight;

/**
 * How rarely values leave their band, and by how much when they do: the chance of an excess is how often there was any,
 * times an exponential tail with the mean of those so far (peaks over threshold: Pickands 1975, in its simplest form).
 */
final class Tail {

    /** About so many values are remembered. */
    private static final double MEMORY = 5000;

    /** Keeps differences and sums finite. */
    private static final double LARGEST = 1e300;

    private double values;
    private double excesses;
    private double sum;

    /** How surprising this excess is, as minus the decimal logarithm of its chance; 0 when there is none. */
    double surprise(double excess) {
        if (excess <= 0) {
            return 0;
        }
        var often = (excesses + 0.5) / (values + 1);
        var beyond = excesses > 0 && sum > 0 ? Math.min(excess, LARGEST) / (sum / excesses) : 0;
        return Math.min(Double.MAX_VALUE, -Math.log10(often) + beyond / Math.log(10));
    }

    void learn(double excess) {
        var keep = 1 - 1 / MEMORY;
        values = values * keep + 1;
        excesses = excesses * keep + (excess > 0 ? 1 : 0);
        sum = sum * keep + Math.max(0, Math.min(excess, LARGEST));
    }
}
