package io.opscope.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** How long something took, many times, in milliseconds. */
final class Latencies {

    private final Queue<Double> millis = new ConcurrentLinkedQueue<>();

    /** Has so many clients do the same for a while, each one thing after the other. */
    static Latencies of(int clients, double seconds, Work work) throws IOException, InterruptedException {
        var latencies = new Latencies();
        var end = System.nanoTime() + (long) (seconds * 1e9);
        var pool = Executors.newFixedThreadPool(clients);
        try {
            var loops = new ArrayList<Callable<Void>>();
            for (int i = 0; i < clients; i++) {
                var client = i;
                loops.add(() -> {
                    for (int turn = 0; System.nanoTime() < end; turn++) {
                        var number = turn * clients + client;
                        latencies.time(() -> work.run(number));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(loops)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return latencies;
    }

    /** How long something takes once, in milliseconds. */
    static double millis(Timed work) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    /** How long something takes when it is done some times in a row: the median, in milliseconds. */
    static double medianMillis(int times, Work work) throws IOException, InterruptedException {
        var latencies = new Latencies();
        for (int i = 0; i < times; i++) {
            var number = i;
            latencies.time(() -> work.run(number));
        }
        return latencies.percentile(50);
    }

    void time(Timed work) throws IOException, InterruptedException {
        add(millis(work));
    }

    void add(double took) {
        millis.add(took);
    }

    int count() {
        return millis.size();
    }

    /** Nearest rank. */
    double percentile(double percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(percent / 100 * sorted.size()) - 1));
    }

    /** One of the many; the number is different each time. */
    interface Work {
        void run(int number) throws IOException, InterruptedException;
    }

    /** What is timed. */
    interface Timed {
        void run() throws IOException, InterruptedException;
    }
}
