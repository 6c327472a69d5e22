package io.opscope.monitoring.advice;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.monitoring.advice.text.Finding;
import io.opscope.monitoring.advice.text.TextAdvice;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What texts alone give away. They are read on threads of their own, as some take long, and kept by text. */
@ApplicationScoped
class TextReader {

    private static final int READERS = 4;
    private static final int WAITING = 200;

    private final ExecutorService threads;
    private final AsyncCache<String, List<Finding>> kept;

    TextReader(AdviceConfig config) {
        var readers = new ThreadPoolExecutor(
                READERS, READERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), TextReader::named);
        readers.allowCoreThreadTimeOut(true);
        this.threads = readers;
        this.kept = Caffeine.newBuilder()
                .executor(readers)
                .maximumSize(config.statements())
                .expireAfterWrite(config.keep())
                .buildAsync();
    }

    /** Empty when the text has not been read within this time; it is there with a later request. */
    Optional<List<Finding>> findings(String text, Duration patience) {
        try {
            return Optional.of(kept.get(text, key -> TextAdvice.on(key)).get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            // then it is read for a later request
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(work, "text-reader");
        thread.setDaemon(true);
        return thread;
    }
}
