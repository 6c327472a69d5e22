package io.opscope.kit.tail;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/** Lines on their way to Redis. Whoever logs puts them here and goes on, whether there is room or not. */
final class WaitingLines {

    private static final String DROPPED = "opscope.tail.dropped";

    private final BlockingQueue<LogLine> waiting;
    private final LongAdder left = new LongAdder();
    private final LongAdder noRoom = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    WaitingLines(int room, MeterRegistry meters) {
        this.waiting = new ArrayBlockingQueue<>(room);
        FunctionCounter.builder("opscope.tail.left", left, LongAdder::sum)
                .description("Logged lines left in Redis")
                .register(meters);
        dropped("full", noRoom, meters);
        dropped("redis", unanswered, meters);
        Gauge.builder("opscope.tail.waiting", waiting, BlockingQueue::size)
                .description("Logged lines on their way to Redis")
                .register(meters);
    }

    private static void dropped(String reason, LongAdder count, MeterRegistry meters) {
        FunctionCounter.builder(DROPPED, count, LongAdder::sum)
                .description("Logged lines that never got to Redis, or of which it did not say so in time")
                .tag("reason", reason)
                .register(meters);
    }

    void add(LogLine line) {
        if (!waiting.offer(line)) {
            noRoom.increment();
        }
    }

    /** The oldest lines, which are told of from now on by whoever takes them. */
    List<LogLine> take(int most) {
        var taken = new ArrayList<LogLine>();
        waiting.drainTo(taken, most);
        return taken;
    }

    void left(int lines) {
        left.add(lines);
    }

    void unanswered(int lines) {
        unanswered.add(lines);
    }

    /** Lines dropped since the start, for whatever reason. */
    long dropped() {
        return noRoom.sum() + unanswered.sum();
    }
}
