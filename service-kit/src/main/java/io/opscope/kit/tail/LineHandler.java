package io.opscope.kit.tail;

import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
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

    private static final String OURS = "io.opscope.";

    /** Where statements and their values begin in what libraries say that talk to databases. */
    private static final Pattern STATEMENT = Pattern.compile(
            "[\"'`\\[(].*|\\b(?:select|insert|update|delete|merge|with|alter|create|drop|truncate|call|copy)\\s.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
        var source = LogSource.ofLogger(logger);
        return new LogLine(
                logged.getInstant(),
                level,
                source,
                service,
                replica,
                LineText.clean(logger, LONGEST_NAME),
                LineText.withoutSecrets(told(logged, logger, source), longest),
                LineText.clean(causeOf(logged.getThrown()), LONGEST_NAME));
    }

    /** No statement is logged by ours; libraries quote what they sent and what they were answered. */
    private static String told(LogRecord logged, String logger, LogSource source) {
        var message = message(logged);
        return source == LogSource.DATABASE && !logger.startsWith(OURS)
                ? STATEMENT.matcher(message).replaceFirst("…")
                : message;
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
