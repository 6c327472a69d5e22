package io.opscope.kit.redis;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Redis slow or gone is never an error: after one question that is not answered in time it is left alone until it is
 * found to answer in time again. Finding out is nobody's wait: it is asked aside from all questions.
 */
public final class RedisWatch {

    private final Supplier<Uni<?>> probe;
    private final Duration patience;
    private final Duration pause;
    private final Consumer<Throwable> onAway;
    private final Runnable onBack;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param probe what is asked to find out, made anew each time
     * @param patience how long an answer may take
     * @param pause how long it is left alone before it is asked again
     * @param onAway told why, once each time it goes away
     * @param onBack told once each time it is back
     */
    public RedisWatch(
            Supplier<Uni<?>> probe, Duration patience, Duration pause, Consumer<Throwable> onAway, Runnable onBack) {
        this.probe = probe;
        this.patience = patience;
        this.pause = pause;
        this.onAway = onAway;
        this.onBack = onBack;
    }

    /** The answer; empty when there is none in time, which the other one is told. */
    public static <T> Optional<T> inTime(Uni<T> question, Duration patience, Consumer<Throwable> late) {
        try {
            return Optional.ofNullable(question.await().atMost(patience));
        } catch (TimeoutException | CompletionException | IllegalStateException e) {
            late.accept(e);
            return Optional.empty();
        }
    }

    /** Whether it is left alone. */
    public boolean isAway() {
        return away.get();
    }

    /** Waits for the answer; empty when Redis has none, does not answer in time or is left alone. */
    public <T> Optional<T> ask(Supplier<Uni<T>> question) {
        return isAway() ? Optional.empty() : inTime(question.get(), patience, this::leaveAlone);
    }

    /** Waits for nothing; nothing is told to a Redis that is left alone. */
    public void tell(Supplier<Uni<?>> what) {
        if (!isAway()) {
            within(what).subscribe().with(done -> {}, this::leaveAlone);
        }
    }

    /** It did not answer in time. */
    public void leaveAlone(Throwable reason) {
        if (!stopped && away.compareAndSet(false, true)) {
            onAway.accept(reason);
            lookAgainLater();
        }
    }

    /** It is looked for no more. */
    public void stop() {
        stopped = true;
    }

    private void lookAgainLater() {
        if (!stopped) {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .chain(() -> within(probe))
                    .subscribe()
                    .with(
                            answer -> {
                                away.set(false);
                                onBack.run();
                            },
                            stillAway -> lookAgainLater());
        }
    }

    private Uni<?> within(Supplier<Uni<?>> question) {
        return Uni.createFrom()
                .deferred(() -> question.get().replaceWithVoid())
                .ifNoItem()
                .after(patience)
                .fail();
    }
}
