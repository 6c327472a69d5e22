package io.opscope.metrics.sketch;

import java.util.Arrays;

/**
 * How values are spread: a count per bin, where bins grow with the size of the values, so that every figure read from
 * it is within {@value #RELATIVE_ERROR} of a value that was added. The mapping is that of C. Masson, J. E. Rim,
 * H. K. Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", PVLDB 12(12), 2019;
 * bins are never collapsed.
 *
 * <p>A bin holds the values in (&gamma;<sup>i-1</sup>, &gamma;<sup>i</sup>] with &gamma; = (1 + &alpha;) / (1 -
 * &alpha;); negative values have bins of their own, and every value closer to zero than {@value #SMALLEST} counts as
 * zero.
 *
 * <p>What was added can be taken back, also from a histogram that does not hold it: its bins may be negative, and are
 * right as soon as all parts are added up. A bin that comes to zero vanishes, so equal contents are equal bytes,
 * whatever the order of additions. Counts wrap beyond the range of a long. Not safe for use by several threads.
 */
public final class Histogram {

    /** The &alpha; of the paper: how far an answer may lie from the value it stands for, as a part of that value. */
    public static final double RELATIVE_ERROR = 0.01;

    /** Values closer to zero than this, in the unit of the values, count as zero. */
    public static final double SMALLEST = 1e-9;

    private static final byte VERSION = 1;
    private static final double LOG_GAMMA = StrictMath.log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR));
    private static final double BINS_PER_LOG = 1 / LOG_GAMMA;

    /** What is taken from the paper's bin number, so that the bin of the smallest size has key 1. */
    private static final int BIN_BEFORE_SMALLEST = bin(SMALLEST) - 1;

    private static final int GREATEST_KEY = key(Double.MAX_VALUE);
    private static final int FIRST_CAPACITY = 8;

    /** Ascending, as the values are: negative keys for negative values, 0 for zero. */
    private int[] keys;

    /** Of the bin at the same place in the keys; never zero. */
    private long[] counts;

    private int bins;

    /** An empty one. */
    public Histogram() {
        this(new int[FIRST_CAPACITY], new long[FIRST_CAPACITY], 0);
    }

    private Histogram(int[] keys, long[] counts, int bins) {
        this.keys = keys;
        this.counts = counts;
        this.bins = bins;
    }

    /**
     * Reads what {@link #toBytes} has written.
     *
     * @throws IllegalArgumentException when the bytes are of another version, broken, or not as toBytes writes them
     */
    public static Histogram of(byte[] bytes) {
        var input = new VarintInput("histogram", bytes, VERSION);
        // A bin takes two bytes at least, so the arrays are bounded by what was sent.
        int most = Math.min(input.remaining() / 2, 2 * GREATEST_KEY + 1);
        var keys = new int[most];
        var counts = new long[most];
        int bins = 0;
        long total = 0;
        while (input.remaining() > 0) {
            long number = input.next();
            long key;
            if (bins == 0) {
                key = VarintInput.signed(number);
            } else if (number >= 0 && number <= 2L * GREATEST_KEY) {
                key = keys[bins - 1] + 1 + number;
            } else {
                throw input.broken("the step to the next bin is too great");
            }
            if (key < -GREATEST_KEY || key > GREATEST_KEY) {
                throw input.broken("no value has bin " + key);
            }
            long count = VarintInput.signed(input.next());
            if (count == 0) {
                throw input.broken("bin " + key + " is empty");
            }
            total += Math.abs(count);
            if (total <= 0 || count == Long.MIN_VALUE) {
                throw input.broken("the counts are too great");
            }
            keys[bins] = (int) key;
            counts[bins++] = count;
        }
        return new Histogram(keys, counts, bins);
    }

    /** @throws IllegalArgumentException when the value is infinite or not a number */
    public void add(double value) {
        change(key(value), 1);
    }

    /**
     * Undoes one {@link #add(double)} of the same value.
     *
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public void takeBack(double value) {
        change(key(value), -1);
    }

    public void add(Histogram other) {
        merge(other, 1);
    }

    /** Undoes one {@link #add(Histogram)} of the same histogram. */
    public void takeBack(Histogram other) {
        merge(other, -1);
    }

    /** Values added less values taken back. */
    public long count() {
        long count = 0;
        for (int at = 0; at < bins; at++) {
            count += counts[at];
        }
        return count;
    }

    /** Whether no bin holds anything: not the same as a count of zero, which added and taken back values may sum to. */
    public boolean isEmpty() {
        return bins == 0;
    }

    /**
     * The value below or at which the part {@code q} of all values lies: of n values in ascending order the one at
     * index {@code ceil(q * n) - 1}, or the first for {@code q = 0}, as PostgreSQL's percentile_disc takes it.
     *
     * @param q from 0 to 1
     * @return within {@link #RELATIVE_ERROR} of that value
     * @throws IllegalArgumentException when q lies outside 0 to 1
     * @throws IllegalStateException when the count is not positive
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("A quantile lies between 0 and 1, not at " + q);
        }
        long count = count();
        if (count <= 0) {
            throw new IllegalStateException("No quantile of " + count + " values");
        }
        long index = Math.max(0, Math.min(count, (long) Math.ceil(q * count)) - 1);
        int at = 0;
        long seen = counts[0];
        while (seen <= index) {
            seen += counts[++at];
        }
        return value(keys[at]);
    }

    /**
     * The least value, within {@link #RELATIVE_ERROR}.
     *
     * @throws IllegalStateException when no bin is positive
     */
    public double min() {
        for (int at = 0; at < bins; at++) {
            if (counts[at] > 0) {
                return value(keys[at]);
            }
        }
        throw new IllegalStateException("No least value of none");
    }

    /**
     * The greatest value, within {@link #RELATIVE_ERROR}.
     *
     * @throws IllegalStateException when no bin is positive
     */
    public double max() {
        for (int at = bins - 1; at >= 0; at--) {
            if (counts[at] > 0) {
                return value(keys[at]);
            }
        }
        throw new IllegalStateException("No greatest value of none");
    }

    /**
     * A version byte, then per bin in ascending order its key (the first zigzag, others as the number of keys passed
     * over) and its count (zigzag), all as LEB128: some 100 bytes for 40 bins.
     */
    public byte[] toBytes() {
        int length = 1;
        for (int at = 0; at < bins; at++) {
            length += VarintOutput.length(step(at)) + VarintOutput.length(VarintOutput.zigzag(counts[at]));
        }
        var output = new VarintOutput(length, VERSION);
        for (int at = 0; at < bins; at++) {
            output.put(step(at));
            output.put(VarintOutput.zigzag(counts[at]));
        }
        return output.bytes();
    }

    public Histogram copy() {
        return new Histogram(Arrays.copyOf(keys, bins), Arrays.copyOf(counts, bins), bins);
    }

    @Override
    public String toString() {
        return "Histogram of " + count() + " values in " + bins + " bins";
    }

    private long step(int at) {
        return at == 0 ? VarintOutput.zigzag(keys[0]) : keys[at] - keys[at - 1] - 1L;
    }

    private static int key(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Only a finite number can be added, not " + value);
        }
        double size = Math.abs(value);
        if (size < SMALLEST) {
            return 0;
        }
        int key = bin(size) - BIN_BEFORE_SMALLEST;
        return value < 0 ? -key : key;
    }

    /** StrictMath, for a value must meet the same bin on every machine: one may take back what another has added. */
    private static int bin(double size) {
        return (int) Math.ceil(StrictMath.log(size) * BINS_PER_LOG);
    }

    /** Where both ends of the bin are equally far, as a part of themselves: (1 + &alpha;) times its lower end. */
    private static double value(int key) {
        if (key == 0) {
            return 0;
        }
        double lowerEnd = StrictMath.exp((Math.abs(key) + BIN_BEFORE_SMALLEST - 1) * LOG_GAMMA);
        double size = Math.min(lowerEnd * (1 + RELATIVE_ERROR), Double.MAX_VALUE);
        return key < 0 ? -size : size;
    }

    private void change(int key, long by) {
        int at = Arrays.binarySearch(keys, 0, bins, key);
        if (at < 0) {
            insert(-at - 1, key, by);
        } else {
            counts[at] += by;
            if (counts[at] == 0) {
                bins--;
                System.arraycopy(keys, at + 1, keys, at, bins - at);
                System.arraycopy(counts, at + 1, counts, at, bins - at);
            }
        }
    }

    private void insert(int at, int key, long count) {
        reserve(bins + 1);
        System.arraycopy(keys, at, keys, at + 1, bins - at);
        System.arraycopy(counts, at, counts, at + 1, bins - at);
        keys[at] = key;
        counts[at] = count;
        bins++;
    }

    /**
     * Merges in place from the greatest key down: the free places lie behind our own bins, and are closed up at last.
     * Which side comes next is computed, not asked for: no processor guesses it, and guessing wrong took most of the
     * time. Keys are far too small for their differences to overflow.
     */
    private void merge(Histogram other, long sign) {
        int end = bins + other.bins;
        reserve(end);
        var ourKeys = keys;
        var ourCounts = counts;
        var theirKeys = other.keys;
        var theirCounts = other.counts;
        int ours = bins - 1;
        int theirs = other.bins - 1;
        int free = end - 1;
        while (ours >= 0 && theirs >= 0) {
            int ourKey = ourKeys[ours];
            int ahead = ourKey - theirKeys[theirs];
            int isTheirs = ahead >> 31;
            int isOurs = -ahead >> 31;
            long count = (ourCounts[ours] & ~isTheirs) + (sign * theirCounts[theirs] & ~isOurs);
            ourKeys[free] = ourKey - (ahead & isTheirs);
            ourCounts[free] = count;
            ours -= 1 + isTheirs;
            theirs -= 1 + isOurs;
            free -= (int) ((count | -count) >>> 63);
        }
        for (; theirs >= 0; theirs--) {
            ourKeys[free] = theirKeys[theirs];
            ourCounts[free--] = sign * theirCounts[theirs];
        }
        int moved = end - 1 - free;
        System.arraycopy(ourKeys, free + 1, ourKeys, ours + 1, moved);
        System.arraycopy(ourCounts, free + 1, ourCounts, ours + 1, moved);
        bins = ours + 1 + moved;
    }

    private void reserve(int capacity) {
        if (capacity > keys.length) {
            int grown = Math.max(capacity, keys.length + (keys.length >> 1));
            keys = Arrays.copyOf(keys, grown);
            counts = Arrays.copyOf(counts, grown);
        }
    }
}
