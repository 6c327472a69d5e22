package io.opscope.monitoring.accesslog.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of csvlog, whose columns have their names in PostgreSQL's manual, under "Using CSV-Format Log Output". */
final class CsvLog {

    /** Up to where a record says what it is about; later versions have added columns at its end. */
    private static final int FEWEST_COLUMNS = 23;

    private static final int MOST_COLUMNS = 30;
    private static final int BACKEND_TYPE = 23;

    private final LogTimes times;

    CsvLog(LogTimes times) {
        this.times = times;
    }

    /** Null when it is none. */
    @Nullable PostgresqlRecord read(Frames.Frame frame) {
        var columns = columns(new String(frame.bytes(), StandardCharsets.UTF_8));
        if (frame.cut()) {
            while (columns.size() < FEWEST_COLUMNS) {
                columns.add("");
            }
        }
        var at = columns.isEmpty() ? null : times.instant(columns.get(0));
        if (frame.torn() || at == null || columns.size() < FEWEST_COLUMNS || columns.size() > MOST_COLUMNS) {
            return null;
        }
        try {
            return new PostgresqlRecord(
                    at,
                    columns.get(1),
                    columns.get(5),
                    Long.parseLong(columns.get(6)),
                    columns.get(7),
                    columns.get(9),
                    columns.get(11),
                    columns.get(12),
                    columns.get(13),
                    columns.get(19),
                    !columns.get(19).isEmpty() || !columns.get(18).isEmpty(),
                    columns.get(22),
                    columns.size() > BACKEND_TYPE ? columns.get(BACKEND_TYPE) : "");
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Where the quotation marks stand has been looked at when the record was found. */
    private static List<String> columns(String record) {
        var columns = new ArrayList<String>();
        var column = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < record.length(); i++) {
            var c = record.charAt(i);
            if (c == '"') {
                if (isQuoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                    column.append(c);
                    i++;
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (c == ',' && !isQuoted) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString());
        return columns;
    }
}
