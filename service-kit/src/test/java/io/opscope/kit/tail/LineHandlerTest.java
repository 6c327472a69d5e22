package io.opscope.kit.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.Test;

class LineHandlerTest {

    private final List<LogLine> lines = new ArrayList<>();
    private final LineHandler handler = new LineHandler(lines::add, "opscope-one", "replica", 1000);

    @Test
    void levelsAreTheFourThatAreShown() {
        for (var level : List.of(
                org.jboss.logmanager.Level.FATAL,
                org.jboss.logmanager.Level.ERROR,
                Level.SEVERE,
                org.jboss.logmanager.Level.WARN,
                Level.WARNING,
                Level.INFO,
                org.jboss.logmanager.Level.DEBUG,
                Level.FINE,
                Level.FINEST)) {
            handler.publish(record(level, "a.B", "said"));
        }
        assertEquals(
                List.of(
                        LogLevel.CRITICAL,
                        LogLevel.ERROR,
                        LogLevel.ERROR,
                        LogLevel.WARNING,
                        LogLevel.WARNING,
                        LogLevel.INFO),
                lines.stream().map(LogLine::level).toList());
    }

    @Test
    void anErrorOfTheVirtualMachineIsCriticalAndOnlyItsClassIsTold() {
        var record = record(Level.SEVERE, "a.B", "failed");
        record.setThrown(new IllegalStateException("canary", new OutOfMemoryError("canary")));
        handler.publish(record);
        assertEquals(LogLevel.CRITICAL, lines.get(0).level());
        assertEquals("java.lang.OutOfMemoryError", lines.get(0).cause());
        assertEquals("failed", lines.get(0).message());
    }

    @Test
    void sourcesAreToldByTheLoggersName() {
        var expected = Map.of(
                "io.opscope.kit.problem.ProblemMappers", LogSource.API,
                "io.opscope.metrics.ingest.IngestResource", LogSource.API,
                "io.opscope.kit.sql.DatabaseWatch", LogSource.DATABASE,
                "org.flywaydb.core.FlywayExecutor", LogSource.DATABASE,
                "io.opscope.gateway.identity.Accounts", LogSource.AUTH,
                "io.opscope.kit.auth.TokenVerifier", LogSource.AUTH,
                "io.opscope.monitoring.watch.WatchJob", LogSource.SCHEDULER,
                "io.quarkus.scheduler.runtime.SimpleScheduler", LogSource.SCHEDULER,
                "io.opscope.metrics.rollup.Compactor", LogSource.WORKER,
                "", LogSource.WORKER);
        expected.forEach((logger, source) -> assertEquals(source, LogSource.ofLogger(logger), logger));
    }

    @Test
    void wordsThatDoNotGoWithTheirValuesAreTakenAsTheyAre() {
        var record = new ExtLogRecord(Level.WARNING, "%d of %s", FormatStyle.PRINTF, "x");
        record.setParameters(new Object[] {"none"});
        record.setLoggerName("a.B");
        handler.publish(record);
        handler.publish(null);
        handler.publish(record(Level.WARNING, null, null));
        assertEquals(
                List.of("%d of %s", "null"),
                lines.stream().map(LogLine::message).toList());
    }

    @Test
    void statementsThatLibrariesQuoteAreLeftOut() {
        var said = Map.of(
                "ERROR: duplicate key violates \"account_email\" Detail: Key (email)=(canary)",
                "ERROR: duplicate key violates …",
                "Batch entry 0 INSERT INTO account VALUES ('canary') was aborted",
                "Batch entry 0 …",
                "HHH000327: JDBC exception executing SQL [select canary from x]",
                "HHH000327: JDBC exception executing SQL …",
                "SQL Error: 0, SQLState: 22021",
                "SQL Error: 0, SQLState: 22021");
        said.forEach((message, told) -> {
            lines.clear();
            handler.publish(record(Level.WARNING, "org.hibernate.orm.jdbc.error", message));
            assertEquals(told, lines.get(0).message());
        });
        lines.clear();
        handler.publish(record(Level.WARNING, "io.opscope.kit.sql.DatabaseWatch", "The database (ours) is away"));
        assertEquals("The database (ours) is away", lines.get(0).message());
    }

    @Test
    void whatRedisClientSaysMakesNoLine() {
        handler.publish(record(Level.SEVERE, "io.vertx.redis.client.impl.RedisStandaloneConnection", "gone"));
        handler.publish(record(Level.SEVERE, "io.opscope.kit.tail.LogTail", "gone"));
        assertEquals(List.of(), lines);
    }

    private static LogRecord record(Level level, String logger, String message) {
        var record = new LogRecord(level, message);
        record.setLoggerName(logger);
        return record;
    }
}
