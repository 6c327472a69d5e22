package io.opscope.monitoring.engine;

import io.opscope.monitoring.Answer;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question that is put to many sources and answered with rows. A source is asked once at a time, however many callers wait; callers wait
 * only so long, then get the last answer, marked, or the reason why there is none.
 */
public final class Question<T> {

    private final AskConfig config;
    private final Executor threads;
    private final Clock clock;
    private final ConcurrentMap<Asked, Slot> slots = new ConcurrentHashMap<>();

    public Question(AskConfig config, Executor threads, Clock clock) {
        this.config = config;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Puts the question to one source.
     *
     * @param ask puts it, on another thread; throws {@link SourceFailure} when the source does not answer
     */
    public Answered<T> ask(Source source, Supplier<Reading<List<T>>> ask) {
        // whatever else was asked and is not asked any more, such as a source that has been removed, is forgotten
        slots.values().removeIf(Slot::isForgotten);
        return slots.computeIfAbsent(Asked.of(source), key -> new Slot()).ask(ask);
    }

    /** How many answers are remembered. */
    int remembered() {
        return slots.size();
    }

    /**
     * What came of it.
     *
     * @param reading null when there is none
     * @param readAt when it was read
     * @param kept whether it was read for an earlier caller
     * @param trouble why the source gave no answer now; null when it did
     */
    public record Answered<T>(
            @Nullable Reading<List<T>> reading,
            @Nullable Instant readAt,
            boolean kept,
            @Nullable Trouble trouble) {

        /** Frames it for the caller: what is missing is named, and an old answer in a failed one's place is marked. */
        public <R> Answer<List<R>> answer(Function<List<T>, List<R>> shown) {
            var missing = new ArrayList<Unavailable>();
            if (trouble != null) {
                missing.add(new Unavailable("data", trouble.reason(), trouble.remedy()));
            }
            List<R> data = List.of();
            if (reading != null) {
                missing.addAll(reading.unavailable());
                data = reading.value() == null ? data : shown.apply(reading.value());
            }
            return Answer.of(data, !missing.isEmpty(), readAt, List.copyOf(missing), kept);
        }
    }

    /** Why there is no answer now, and what to do about it. */
    public record Trouble(String reason, String remedy) {}

    /** Whom an answer is from: a source that leads elsewhere now is another one. */
    private record Asked(
            SourceKey source, long edition, SourceKey server, String host, int port, String database, String username) {

        static Asked of(Source source) {
            var server = source.server();
            return new Asked(
                    source.key(),
                    source.edition(),
                    server.key(),
                    server.host(),
                    server.port(),
                    server.database(),
                    server.username());
        }
    }

    private record Kept<T>(Reading<List<T>> reading, Instant at) {}

    private final class Slot {

        private @Nullable Kept<T> last;
        private @Nullable CompletableFuture<Kept<T>> underWay;
        private Instant askedAt = clock.instant();

        /** Whether what it holds is too old to be handed out, and nobody waits for more. */
        synchronized boolean isForgotten() {
            return underWay == null
                    && Duration.between(askedAt, clock.instant()).compareTo(config.keep()) > 0;
        }

        Answered<T> ask(Supplier<Reading<List<T>>> ask) {
            CompletableFuture<Kept<T>> awaited;
            synchronized (this) {
                askedAt = clock.instant();
                var known = last;
                if (known != null && age(known).compareTo(config.fresh()) < 0) {
                    return new Answered<>(known.reading(), known.at(), true, null);
                }
                awaited = underWay;
                if (awaited == null) {
                    awaited = new CompletableFuture<>();
                    underWay = awaited;
                    start(ask, awaited);
                }
            }
            return await(awaited);
        }

        private void start(Supplier<Reading<List<T>>> ask, CompletableFuture<Kept<T>> promise) {
            try {
                threads.execute(() -> run(ask, promise));
            } catch (RejectedExecutionException e) {
                finish(null);
                promise.completeExceptionally(new SourceFailure(
                        SourceFailure.Kind.FAILED,
                        "Too many questions to sources are under way",
                        "Try again; raise opscope.ask.parallelism when this lasts",
                        e));
            }
        }

        private void run(Supplier<Reading<List<T>>> ask, CompletableFuture<Kept<T>> promise) {
            try {
                var answer = new Kept<T>(ask.get(), clock.instant());
                finish(answer);
                promise.complete(answer);
            } catch (RuntimeException | Error e) {
                finish(null);
                promise.completeExceptionally(e);
            }
        }

        private synchronized void finish(@Nullable Kept<T> answer) {
            underWay = null;
            if (answer != null) {
                last = answer;
            }
        }

        private Answered<T> await(CompletableFuture<Kept<T>> awaited) {
            try {
                var answer = awaited.get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
                return new Answered<>(answer.reading(), answer.at(), false, null);
            } catch (TimeoutException e) {
                return without(new Trouble(
                        "The source has not answered within "
                                + config.patience().toMillis() + " ms",
                        "Look at the source's status; it is asked again with the next request"));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SourceFailure failure) {
                    return without(new Trouble(failure.reason(), failure.remedy()));
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return without(new Trouble("The service is stopping", "Try again"));
            }
        }

        private synchronized Answered<T> without(Trouble trouble) {
            var known = last;
            return known != null && age(known).compareTo(config.keep()) < 0
                    ? new Answered<>(known.reading(), known.at(), true, trouble)
                    : new Answered<>(null, null, false, trouble);
        }

        private Duration age(Kept<T> answer) {
            return Duration.between(answer.at(), clock.instant());
        }
    }
}
