package io.opscope.kit.tail;

import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a line of whatever is logged as info or graver. It runs on the thread that logs, so it waits for nothing and throws
 * nothing.
 */
final class LineHandler extends Handler {

    private static final int LONGEST_NAME = 200;
    private static final int DEEPEST = 20;

    /** What Redis' own client says of Redis: lines on their way there must not make further ones. */
    private static final Set<String> NOT_HEARD = Set.of("io.vertx.redis.", "io.quarkus.redis.", "io.opscope.kit.tail.");

    private final Consumer<LogLine> lines;
    private final String service;
    private final String replica;
    private final int longest;

    LineHandler(Consumer<LogLine> lines, String service, String replica, int longest) {
        this.lines = lines;
        this.service = service;
        this.replica = replica;
        this.longest = longest;
    }

    @Override
    public void publish(@Nullable LogRecord logged) {
        if (logged == null) {
            return;
        }
        var logger = logged.getLoggerName() == null ? "" : logged.getLoggerName();
        if (NOT_HEARD.stream().noneMatch(logger::startsWith)) {
            LogLevel.of(logged.getLevel().intValue(), logged.getThrown())
                    .ifPresent(level -> lines.accept(line(logged, logger, level)));
        }
    }

    private LogLine line(LogRecord logged, String logger, LogLevel level) {
        return new LogLine(
                logged.getInstant(),
                level,
                LogSource.ofLogger(logger),
                service,
                replica,
                LineText.clean(logger, LONGEST_NAME),
                LineText.withoutSecrets(message(logged), longest),
                LineText.clean(causeOf(logged.getThrown()), LONGEST_NAME));
    }

    private static String message(LogRecord logged) {
        try {
            return String.valueOf(ExtLogRecord.wrap(logged).getFormattedMessage());
        } catch (RuntimeException e) {
            // its words do not go with its values
            return String.valueOf(logged.getMessage());
        }
    }

    /** Its class alone: messages of exceptions have values, statements, names of hosts. */
    private static String causeOf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var first = thrown;
        for (var i = 0; i < DEEPEST && first.getCause() != null; i++) {
            first = first.getCause();
        }
        return first.getClass().getName();
    }

    @Override
    public void flush() {
        // Nothing is held back here.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
