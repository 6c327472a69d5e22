package io.opscope.kit.reading;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long requests took over the last few minutes, per endpoint. Each request counts once: where it is answered. */
@Singleton
public class RequestTimes {

    /** The window goes on by a twentieth of itself. */
    static final int SLOTS = 20;

    private final Deque<Map<Endpoint, Tally>> past = new ArrayDeque<>();
    private volatile Map<Endpoint, Tally> current = new ConcurrentHashMap<>();

    /**
     * Counts one request.
     *
     * @param path with names in place of values; there must not be more of them than the API has
     */
    public void took(String method, String path, int status, long nanos) {
        current.computeIfAbsent(new Endpoint(method, path), endpoint -> new Tally())
                .add(status, nanos);
    }

    /** Begins another slot and forgets the oldest. Who still holds the slot before adds to it. */
    synchronized void turn() {
        past.addLast(current);
        current = new ConcurrentHashMap<>();
        if (past.size() >= SLOTS) {
            past.removeFirst();
        }
    }

    synchronized List<EndpointReading> read() {
        var endpoints = new HashMap<Endpoint, EndpointReading>();
        var slots = new ArrayList<>(past);
        slots.add(current);
        for (var slot : slots) {
            slot.forEach((endpoint, tally) -> endpoints.merge(endpoint, tally.reading(endpoint), EndpointReading::sum));
        }
        return List.copyOf(endpoints.values());
    }

    private record Endpoint(String method, String path) {}

    private static final class Tally {

        private static final int FAILED = 500;
        private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

        private final LongAdder errors = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
        private final AtomicIntegerArray buckets = new AtomicIntegerArray(TimeBuckets.COUNT);

        void add(int status, long took) {
            if (status >= FAILED) {
                errors.increment();
            }
            nanos.add(took);
            slowest.accumulate(took);
            buckets.incrementAndGet(TimeBuckets.of(took));
        }

        EndpointReading reading(Endpoint endpoint) {
            var counts = new TreeMap<Integer, Long>();
            var count = 0L;
            for (int i = 0; i < buckets.length(); i++) {
                var inBucket = buckets.get(i);
                if (inBucket > 0) {
                    counts.put(i, (long) inBucket);
                    count += inBucket;
                }
            }
            return new EndpointReading(
                    endpoint.method(),
                    endpoint.path(),
                    count,
                    errors.sum(),
                    nanos.sum() / NANOS_PER_MILLI,
                    slowest.get() / NANOS_PER_MILLI,
                    counts);
        }
    }
}
