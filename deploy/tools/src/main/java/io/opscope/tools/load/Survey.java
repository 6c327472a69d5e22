package io.opscope.tools.load;

import io.opscope.tools.cli.Complaint;
import io.opscope.tools.file.Rows;
import io.opscope.tools.mapping.Mapping;
import io.opscope.tools.mapping.RowProblem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a first look through the whole file tells before anything is sent: damage anywhere in it has shown by then.
 *
 * @param rows how many there are
 * @param newest the latest of all mapped times, in rows whose times are in order; null when no row has any
 */
record Survey(long rows, @Nullable Instant newest) {

    static Survey of(Path path, Rows rows, Mapping mapping) {
        var look = new Look();
        rows.forEach(row -> {
            look.rows++;
            try {
                var mapped = mapping.map(row);
                look.mapped++;
                if (mapped.isForward()) {
                    mapped.times().forEach(look::see);
                }
            } catch (RowProblem problem) {
                if (look.firstProblem == null) {
                    look.firstProblem = "line " + row.line() + ": " + problem.reason();
                }
            }
        });
        if (look.rows == 0) {
            throw Complaint.aboutInput(path + " has a header but no rows.");
        }
        if (look.mapped == 0) {
            throw Complaint.aboutInput(
                    "No row of " + path + " can become a record, so nothing was sent; " + look.firstProblem);
        }
        return new Survey(look.rows, look.newest);
    }

    /** The whole number of days that brings the newest time to yesterday (UTC); the same for every run of one day, so that an interrupted import goes on with the times it began with. */
    Duration shiftToYesterday(Clock clock) {
        if (newest == null) {
            throw Complaint.aboutInput("--shift-to-yesterday: no row has a time to go by.");
        }
        var yesterday = LocalDate.now(clock.withZone(ZoneOffset.UTC)).minusDays(1);
        return Duration.ofDays(ChronoUnit.DAYS.between(LocalDate.ofInstant(newest, ZoneOffset.UTC), yesterday));
    }

    private static final class Look {
        private long rows;
        private long mapped;
        private @Nullable Instant newest;
        private @Nullable String firstProblem;

        void see(Instant at) {
            if (newest == null || at.isAfter(newest)) {
                newest = at;
            }
        }
    }
}
