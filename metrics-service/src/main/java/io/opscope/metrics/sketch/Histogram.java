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
 * whatever the order of additions. Counts wrap beyond the range of a long. Some kilobytes of memory, and 0.7 MB when
 * values of all sizes a double can have are in it. Not safe for use by several threads.
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
    private static final int PAGE_BITS = 5;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final long[] NO_PAGE = {};

    /**
     * The counts of {@value #PAGE} neighbouring keys each, and {@link #NO_PAGE} where all are zero. Keys ascend as the
     * values do: negative ones for negative values, 0 for zero. Sorted lists of bins were tried first; merging them
     * took ten times as long, for a processor cannot guess which side comes next.
     */
    private long[][] pages;

    /** The number of the first page: its first key is {@value #PAGE} times as great. */
    private int first;

    /** An empty one. */
    public Histogram() {
        this(new long[0][], 0);
    }

    private Histogram(long[][] pages, int first) {
        this.pages = pages;
        this.first = first;
    }

    /**
     * Reads what {@link #toBytes} has written.
     *
     * @throws IllegalArgumentException when the bytes are of another version, broken, or not as toBytes writes them
     */
    public static Histogram of(byte[] bytes) {
        var input = new VarintInput("histogram", bytes, VERSION);
        var histogram = new Histogram();
        long before = 0;
        long total = 0;
        while (input.remaining() > 0) {
            long number = input.next();
            long key;
            if (total == 0) {
                key = VarintInput.signed(number);
            } else if (number >= 0 && number <= 2L * GREATEST_KEY) {
                key = before + 1 + number;
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
            histogram.change((int) key, count);
            before = key;
        }
        return histogram;
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
        reserve(other);
        for (int at = 0; at < other.pages.length; at++) {
            var theirs = other.pages[at];
            if (theirs.length == PAGE) {
                var ours = page(other.first + at);
                for (int bin = 0; bin < PAGE; bin++) {
                    ours[bin] += theirs[bin];
                }
            }
        }
    }

    /** Undoes one {@link #add(Histogram)} of the same histogram. */
    public void takeBack(Histogram other) {
        reserve(other);
        for (int at = 0; at < other.pages.length; at++) {
            var theirs = other.pages[at];
            if (theirs.length == PAGE) {
                var ours = page(other.first + at);
                for (int bin = 0; bin < PAGE; bin++) {
                    ours[bin] -= theirs[bin];
                }
            }
        }
    }

    /** Values added less values taken back. */
    public long count() {
        long sum = 0;
        for (var page : pages) {
            for (long count : page) {
                sum += count;
            }
        }
        return sum;
    }

    /** Whether no bin holds anything: not the same as a count of zero, which added and taken back values may sum to. */
    public boolean isEmpty() {
        long any = 0;
        for (var page : pages) {
            for (long count : page) {
                any |= count;
            }
        }
        return any == 0;
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
        long seen = 0;
        int key = firstKey() - 1;
        while (seen <= index) {
            seen += get(++key);
        }
        return value(key);
    }

    /**
     * The least value, within {@link #RELATIVE_ERROR}.
     *
     * @throws IllegalStateException when no bin is positive
     */
    public double min() {
        for (int key = firstKey(); key < endKey(); key++) {
            if (get(key) > 0) {
                return value(key);
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
        for (int key = endKey() - 1; key >= firstKey(); key--) {
            if (get(key) > 0) {
                return value(key);
            }
        }
        throw new IllegalStateException("No greatest value of none");
    }

    /**
     * A version byte, then per bin in ascending order its key (the first zigzag, others as the number of keys passed
     * over) and its count (zigzag), all as LEB128: some 100 bytes for 40 bins.
     */
    public byte[] toBytes() {
        var keys = new int[pages.length * PAGE];
        var counts = new long[keys.length];
        int bins = bins(keys, counts);
        int length = 1;
        for (int at = 0; at < bins; at++) {
            length += VarintOutput.length(step(keys, at)) + VarintOutput.length(VarintOutput.zigzag(counts[at]));
        }
        var output = new VarintOutput(length, VERSION);
        for (int at = 0; at < bins; at++) {
            output.put(step(keys, at));
            output.put(VarintOutput.zigzag(counts[at]));
        }
        return output.bytes();
    }

    public Histogram copy() {
        var copies = pages.clone();
        for (int at = 0; at < copies.length; at++) {
            copies[at] = copies[at].length == 0 ? NO_PAGE : copies[at].clone();
        }
        return new Histogram(copies, first);
    }

    @Override
    public String toString() {
        return "Histogram of " + count() + " values";
    }

    /** Lists the bins that hold something and gives their number; empty ones are overwritten, not branched around. */
    private int bins(int[] keys, long[] counts) {
        int bins = 0;
        for (int at = 0; at < pages.length; at++) {
            int key = (first + at) << PAGE_BITS;
            for (long count : pages[at]) {
                keys[bins] = key++;
                counts[bins] = count;
                bins += (int) ((count | -count) >>> (Long.SIZE - 1));
            }
        }
        return bins;
    }

    private static long step(int[] keys, int at) {
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

    private int firstKey() {
        return first << PAGE_BITS;
    }

    private int endKey() {
        return (first + pages.length) << PAGE_BITS;
    }

    /** The count of a key between the first and the end. */
    private long get(int key) {
        var page = pages[(key >> PAGE_BITS) - first];
        return page.length == 0 ? 0 : page[key & (PAGE - 1)];
    }

    private void change(int key, long by) {
        int page = key >> PAGE_BITS;
        reserve(page, page + 1);
        page(page)[key & (PAGE - 1)] += by;
    }

    /** The page to write to, which must have been reserved. */
    private long[] page(int number) {
        var page = pages[number - first];
        if (page.length == 0) {
            page = new long[PAGE];
            pages[number - first] = page;
        }
        return page;
    }

    private void reserve(Histogram other) {
        if (other.pages.length > 0) {
            reserve(other.first, other.first + other.pages.length);
        }
    }

    private void reserve(int from, int end) {
        int ourEnd = first + pages.length;
        if (pages.length == 0) {
            grow(from, end);
        } else if (from < first || end > ourEnd) {
            grow(Math.min(from, first), Math.max(end, ourEnd));
        }
    }

    private void grow(int from, int end) {
        var grown = new long[end - from][];
        Arrays.fill(grown, NO_PAGE);
        System.arraycopy(pages, 0, grown, pages.length == 0 ? 0 : first - from, pages.length);
        pages = grown;
        first = from;
    }
}
