package io.opscope.kit.failure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/** Sees what is logged as an error, by its words before any value is put into them. */
@Singleton
class FailureLog extends Handler {

    private static final int ERROR = 1000;
    private static final String OURS = "io.opscope.";
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Where values stand in a message, or stood already before it was handed over. */
    private static final Pattern VALUES =
            Pattern.compile("%[a-zA-Z]|'[^']*'|\"[^\"]*\"|\\d+|,? ?(under )?reference %s");

    private final FailureBook book;

    FailureLog(FailureBook book) {
        this.book = book;
    }

    void start(@Observes StartupEvent event) {
        setLevel(Level.ALL);
        Logger.getLogger("").addHandler(this);
    }

    void stop(@Observes ShutdownEvent event) {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        var by = logged.getLoggerName();
        if (logged.getLevel().intValue() < ERROR || by == null) {
            return;
        }
        var reference = REFERENCE
                .matcher(told(logged))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse(null);
        var cause = Kind.causeOf(logged.getThrown());
        if (reference != null) {
            book.explained(reference, cause);
        }
        if (!by.endsWith(".ProblemMappers")) {
            // There the answer that has the reference is counted.
            book.logged(place(logged, by), cause, words(logged, by), reference);
        }
    }

    private static String told(LogRecord logged) {
        return logged instanceof ExtLogRecord record
                ? record.getFormattedMessage()
                : String.valueOf(logged.getMessage());
    }

    /** What libraries put into their messages is not for us to know, nor what was put into ours before we see them. */
    private static String words(LogRecord logged, String by) {
        return by.startsWith(OURS)
                        && logged instanceof ExtLogRecord record
                        && record.getFormatStyle() == FormatStyle.PRINTF
                ? VALUES.matcher(record.getMessage()).replaceAll("…")
                : "";
    }

    /** Class and method; of one that was written within another, that one. */
    private static String place(LogRecord logged, String by) {
        var simple = by.substring(by.lastIndexOf('.') + 1);
        var method = logged.getSourceMethodName();
        if (!by.startsWith(OURS) || method == null) {
            return simple;
        }
        return simple + '.' + (method.startsWith("lambda$") ? method.split("\\$")[1] : method);
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
