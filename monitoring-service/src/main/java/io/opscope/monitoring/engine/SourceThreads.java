package io.opscope.monitoring.engine;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that wait for sources, apart from those that serve requests: a source that hangs takes a few of these and
 * none of those. Refuses work ({@link java.util.concurrent.RejectedExecutionException}) when all are taken.
 */
@ApplicationScoped
public class SourceThreads implements Executor {

    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads;

    SourceThreads(AskConfig config) {
        this.threads = new ThreadPoolExecutor(
                0, config.parallelism(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), this::named);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private Thread named(Runnable work) {
        var thread = new Thread(work, "source-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
