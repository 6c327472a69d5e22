package io.opscope.monitoring.host;

import io.opscope.monitoring.source.NodeExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The node_exporter of one source's machine: hands out what it said last and asks it again, so that whoever watches the
 * source never waits for it.
 */
final class ExporterWatch {

    /** A look may be missed; more than that, and the figures are old. */
    private static final double INTERVALS = 2.5;

    private final ExporterClient client;
    private final NodeExporter exporter;
    private final Duration every;
    private boolean underWay;
    private boolean hasFailed;
    private @Nullable Sample last;
    private long lastAt;

    /** @param every pause between two looks */
    ExporterWatch(ExporterClient client, NodeExporter exporter, Duration every) {
        this.client = client;
        this.exporter = exporter;
        this.every = every;
    }

    /** What it said last; null when that is too long ago, or was nothing. */
    @Nullable Sample newest() {
        synchronized (this) {
            if (last != null && System.nanoTime() - lastAt > every.toNanos() * INTERVALS) {
                last = null;
            }
            if (underWay) {
                return last;
            }
            underWay = true;
        }
        client.ask(exporter, answer -> take(answer.succeeded() ? answer.result() : null));
        return last;
    }

    /** Waits for what it is being asked, but no longer than this. */
    synchronized void settle(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var left = end - System.nanoTime(); underWay && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was asked and did not answer as a node_exporter does. */
    synchronized boolean hasFailed() {
        return hasFailed;
    }

    /** Whether there are several file systems, and which one has the data is not said. */
    boolean needsMountpoint() {
        return exporter.mountpoint() == null;
    }

    private synchronized void take(@Nullable Sample answer) {
        underWay = false;
        notifyAll();
        hasFailed = answer == null || answer.equals(Sample.NOTHING);
        if (!hasFailed) {
            last = answer;
            lastAt = System.nanoTime();
        }
    }
}
