package io.opscope.monitoring.accesslog.record;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes events of the bytes of a log, stretch by stretch. */
public final class LogReader {

    private final Events events = new Events();
    private final LogTimes times;
    private final PostgresqlSessions sessions;
    private final ServerAudit audit;

    /**
     * @param zone that the log's times are in
     * @param account our own, whose doings are no news
     * @param memory of the stretch before
     */
    public LogReader(String zone, String account, Memory memory) {
        this.times = new LogTimes(zone);
        this.sessions = new PostgresqlSessions(account, memory, events);
        this.audit = new ServerAudit(account, times, memory, events);
    }

    /**
     * Reads on.
     *
     * @param format as in the log's place: {@code json}, {@code csv} or {@code audit}
     * @param file that they are of, however it is called by now
     * @param offset bytes of the file before them
     * @param ends whether nothing follows in the file, ever
     * @return how many of the bytes need not be read again, and what to know of those behind them
     */
    public Read read(String format, String file, long offset, byte[] bytes, Cut cut, boolean ends) {
        var framed = Frames.split(bytes, format.equals("csv"), cut, ends);
        switch (format) {
            case "json" -> {
                var json = new JsonLog(times);
                takeAll(framed.frames(), json::read, json::readLast);
            }
            case "csv" -> takeAll(framed.frames(), new CsvLog(times)::read, frame -> null);
            default -> audit.take(file, offset, framed.frames());
        }
        return new Read(framed.consumed(), framed.cut());
    }

    private void takeAll(
            List<Frames.Frame> frames,
            Function<Frames.Frame, @Nullable PostgresqlRecord> whole,
            Function<Frames.Frame, @Nullable PostgresqlRecord> rest) {
        for (var frame : frames) {
            var read = whole.apply(frame);
            if (read == null) {
                events.countUnreadable(1);
                read = rest.apply(frame);
            }
            if (read != null) {
                sessions.take(read);
            }
        }
    }

    /** What was done, as far as it has been read. */
    public Events events() {
        return events;
    }

    /** To go on with. */
    public Memory memory() {
        return Memory.of(sessions.open(), audit.refused());
    }

    /** How far a stretch has been read. */
    public record Read(int consumed, Cut cut) {}
}
