package io.opscope.monitoring.watch;

import io.opscope.kit.net.Stillness;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one source, on a thread of its own, so that no source waits for another: asks at the interval, and listens on the
 * kept line between. A server that dies closes or resets the line, and is looked at then and there.
 */
final class Collector implements Runnable {

    /** Between two looks that nobody has planned. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private final Source source;
    private final Engine engine;
    private final Lines lines;
    private final WatchConfig config;
    private final BooleanSupplier allowed;
    private final Consumer<Look> seen;
    private final LongConsumer lateNanos;
    private final BiConsumer<Source, RemoteLine> after;
    private final Clock clock = Clock.systemUTC();
    private final Stillness stillness;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;
    private @Nullable RemoteLine line;
    private long lineSince;
    private Standing standing = Standing.NOTHING;
    private long sizedAt;
    private boolean lastFailed;

    /**
     * @param allowed whether this replica may look at it now
     * @param seen takes what was seen
     * @param lateNanos takes how late each planned look began
     * @param after reads more after a look that was answered
     */
    Collector(
            Source source,
            Engine engine,
            Lines lines,
            WatchConfig config,
            BooleanSupplier allowed,
            Consumer<Look> seen,
            LongConsumer lateNanos,
            BiConsumer<Source, RemoteLine> after)
            throws IOException {
        this.source = source;
        this.engine = engine;
        this.lines = lines;
        this.config = config;
        this.allowed = allowed;
        this.seen = seen;
        this.lateNanos = lateNanos;
        this.after = after;
        this.stillness = new Stillness();
    }

    Source source() {
        return source;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (stillness) {
            watch();
        } catch (IOException e) {
            Log.errorf(e, "The watch of source %s ended", source.id());
        } finally {
            hangUp();
        }
    }

    /** Whether it has ended though nobody asked it to, as after an error of the machine's; it will look no more. */
    boolean hasDied() {
        var begun = thread;
        return begun != null && !begun.isAlive();
    }

    /** Asks it to stop. */
    void stop() {
        stopped = true;
        stillness.disturb();
    }

    /** Comes back when it looks no more; breaks off what still goes on after a while. */
    void join(Duration patience) {
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(patience.toMillis());
            if (running.isAlive()) {
                running.interrupt();
                running.join(patience.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() throws IOException {
        // sources that are taken over together are not asked together for ever
        var phase = Math.floorMod(source.key().hashCode(), 997) / 997.0;
        look();
        var next = System.nanoTime() + (long) (config.every().toNanos() * Math.max(0.1, phase));
        while (!stopped) {
            var wait = Duration.ofNanos(next - System.nanoTime());
            if (!wait.isNegative() && !wait.isZero() && stillness.endsWithin(socket(), wait) && !stopped) {
                look();
                pause();
                continue;
            }
            var now = System.nanoTime();
            if (now < next || stopped) {
                continue;
            }
            lateNanos.accept(now - next);
            look();
            next = Math.max(next, System.nanoTime() - config.every().toNanos()) + pauseNanos();
        }
    }

    /** While a source is down it is looked at twice as often: its return is to be noticed within an interval. */
    private long pauseNanos() {
        return lastFailed ? config.every().toNanos() / 2 : config.every().toNanos();
    }

    private @Nullable Socket socket() {
        return line == null ? null : line.socket();
    }

    /** One look; after a first failure another at once, as one may be chance. */
    private void look() {
        if (!allowed.getAsBoolean()) {
            hangUp();
            return;
        }
        try {
            var first = probe();
            if (first.failed() && first.outcome() != Outcome.REFUSED && !lastFailed && !stopped) {
                lastFailed = true;
                probe();
            }
        } catch (RuntimeException e) {
            hangUp();
            Log.errorf(e, "Looking at source %s failed in an unforeseen way", source.id());
        }
    }

    private Probe probe() {
        var begun = System.nanoTime();
        Probe probe;
        try {
            var vitals = vitals();
            var took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0;
            probe = new Probe(clock.instant(), Outcome.ANSWERED, took, null);
            lastFailed = false;
            var known = standing;
            // told at once: what follows may take longer
            tell(probe, known.with(vitals, known.size(), known.age()));
            readMore(probe);
        } catch (SourceFailure e) {
            hangUp();
            probe = new Probe(clock.instant(), outcome(e), null, e.reason());
            lastFailed = true;
            tell(probe, Standing.NOTHING);
        }
        return probe;
    }

    /** On the kept line; a line that was lost while nobody spoke says nothing about the server, so a new one is tried. */
    private Vitals vitals() {
        if (line != null && System.nanoTime() - lineSince > config.signIn().toNanos()) {
            hangUp();
        }
        if (line != null) {
            try {
                return engine.vitals(line);
            } catch (SourceFailure e) {
                if (e.kind() != Kind.LOST) {
                    throw e;
                }
                hangUp();
            }
        }
        var opened = lines.open(engine, source, config.timeout(), config.timeout());
        line = opened;
        lineSince = System.nanoTime();
        return engine.vitals(opened);
    }

    /** The size now and then, the age of a mart each time; neither makes a source look unwell that cannot tell. */
    private void readMore(Probe probe) {
        var open = line;
        if (open == null) {
            return;
        }
        var size = standing.size();
        if (size == null || System.nanoTime() - sizedAt > config.sizeEvery().toNanos()) {
            size = orWhy("databaseSizeBytes", () -> engine.databaseSizeBytes(open));
            sizedAt = System.nanoTime();
        }
        var age = source.asMart()
                .map(mart -> orWhy("freshness.ageSeconds", () -> engine.age(open, mart)))
                .orElse(null);
        standing = new Standing(standing.vitals(), size, standing.transactionsPerSecond(), age);
        seen.accept(new Look(source.key(), probe, standing));
        try {
            after.accept(source, open);
        } catch (SourceFailure e) {
            // a line that gave no answer is not trusted with the next question
            hangUp();
        }
    }

    private static <T> Reading<T> orWhy(String field, Supplier<Reading<T>> question) {
        try {
            return question.get();
        } catch (SourceFailure e) {
            return Reading.missing(new Unavailable(field, e.reason(), e.remedy()));
        }
    }

    private void tell(Probe probe, Standing now) {
        standing = now;
        seen.accept(new Look(source.key(), probe, now));
    }

    private void hangUp() {
        var open = line;
        line = null;
        if (open != null) {
            open.close();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BREATH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcome outcome(SourceFailure failure) {
        return switch (failure.kind()) {
            case REFUSED -> Outcome.REFUSED;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case FAILED, LOST -> Outcome.FAILED;
        };
    }
}
