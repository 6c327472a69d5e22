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
import io.opscope.monitoring.host.HostWatch;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private final Optional<HostWatch> host;
    private final WatchConfig config;
    private final BooleanSupplier allowed;
    private final Consumer<Look> seen;
    private final LongConsumer lateNanos;
    private final Consumer<RemoteLine> alongside;
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
     * @param host reads the server's machine; empty where nothing is known of such servers
     * @param allowed whether this replica may look at it now
     * @param seen takes what was seen
     * @param lateNanos takes how late each planned look began
     * @param alongside gets the line after each look that was answered, for what is read at a pace of its own; whatever
     *     becomes of that, the source looks no worse for it
     */
    Collector(
            Source source,
            Engine engine,
            Lines lines,
            Optional<HostWatch> host,
            WatchConfig config,
            BooleanSupplier allowed,
            Consumer<Look> seen,
            LongConsumer lateNanos,
            Consumer<RemoteLine> alongside)
            throws IOException {
        this.source = source;
        this.engine = engine;
        this.lines = lines;
        this.host = host;
        this.config = config;
        this.allowed = allowed;
        this.seen = seen;
        this.lateNanos = lateNanos;
        this.alongside = alongside;
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
                // one that has just died is not left alone until the look that was planned when it lived
                next = lastFailed ? Math.min(next, System.nanoTime() + pauseNanos()) : next;
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
            var failedBefore = lastFailed;
            var first = probe();
            if (first.failed() && first.outcome() != Outcome.REFUSED && !failedBefore && !stopped) {
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
            hangUp(e.kind() == Kind.TIMED_OUT);
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

    /** The size now and then, the age of a mart and the machine each time; none makes a source look unwell that cannot tell. */
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
        var machine = host.map(watch -> watch.read(open)).orElse(null);
        standing = new Standing(standing.vitals(), size, standing.transactionsPerSecond(), age, machine);
        seen.accept(new Look(source.key(), probe, standing));
        alongside.accept(open);
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
        hangUp(false);
    }

    /** @param mute whether the server does not listen: it is not waited for to hear our farewell */
    private void hangUp(boolean mute) {
        var open = line;
        line = null;
        if (open != null && mute) {
            open.cut();
        } else if (open != null) {
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
