package io.opscope.kit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Answers that lie ready as bytes, none for longer than a minute; what is asked for most often is kept. */
@ApplicationScoped
// what the cache is made of when it weighs, looked up by name
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMWW", "com.github.benmanes.caffeine.cache.PSWMW"})
class ReadyAnswers {

    /** What an answer takes besides its bytes, about. */
    private static final int BYTES_AROUND = 1_000;

    private final Cache<ReadyKey, ReadyAnswer> answers;
    private final long mostBytes;
    private volatile boolean used;

    ReadyAnswers(CacheConfig config) {
        this.mostBytes = config.readyBytesOfOne().asLongValue();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(config.readyBytes().asLongValue())
                .<ReadyKey, ReadyAnswer>weigher(
                        (key, answer) -> answer.bytes() + 2 * key.target().length() + BYTES_AROUND)
                .expireAfterWrite(Duration.ofMinutes(1))
                // at once: what is over the bound is memory
                .executor(Runnable::run)
                .build();
    }

    /** Whether anything was kept ever. */
    boolean areUsed() {
        return used;
    }

    boolean mayHave(long bytes) {
        return bytes <= mostBytes;
    }

    void keep(ReadyKey key, ReadyAnswer answer) {
        used = true;
        answers.put(key, answer);
    }

    /** What was kept, which may not be good any more. */
    Optional<ReadyAnswer> find(ReadyKey key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    void clear() {
        answers.invalidateAll();
    }
}
