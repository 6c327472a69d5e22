package io.opscope.monitoring.accesslog;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.accesslog.record.Cut;
import io.opscope.monitoring.accesslog.record.Event;
import io.opscope.monitoring.accesslog.record.LogReader;
import io.opscope.monitoring.accesslog.record.Memory;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.LogReading.LogPiece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a log comes to: events, and how far it has been read with them. Both are kept in one transaction.
 *
 * @param gaps what could not be read, in words
 */
record Step(Position from, Position to, Collection<Event> events, List<String> gaps, LogReading reading) {

    static Step of(Position from, LogReading reading) {
        var next = reading.next();
        if (next == null) {
            return new Step(from, from, List.of(), List.of(), reading);
        }
        var reader = new LogReader(reading.zone(), reading.account(), from.memory());
        var gaps = new ArrayList<String>();
        var cut = from.cut();
        var place = next;
        @Nullable LogPlace before = from.place();
        for (var piece : reading.pieces()) {
            if (piece.gap() != null) {
                gaps.add(piece.gap());
            }
            if (piece.bytes().length == 0 && !piece.ends()) {
                continue;
            }
            // what was left of a long record is in its own file only
            cut = continues(before, piece) ? cut : Cut.NONE;
            var read = reader.read(
                    piece.place().format(),
                    piece.place().head().substring(0, 16),
                    piece.place().offset(),
                    piece.bytes(),
                    cut,
                    piece.ends());
            cut = read.cut();
            before = piece.place().at(piece.place().offset() + read.consumed());
            place = piece.ends() ? next : next.at(before.offset());
        }
        var unreadable = reader.events().unreadable();
        if (unreadable > 0) {
            gaps.add(unreadable + (unreadable == 1 ? " record" : " records") + " of the log could not be read");
        }
        return new Step(
                from,
                new Position(from.edition() + 1, place, cut, reader.memory()),
                reader.events().all(),
                gaps,
                reading);
    }

    private static boolean continues(@Nullable LogPlace before, LogPiece piece) {
        return before != null
                && before.offset() > 0
                && before.offset() == piece.place().offset();
    }

    /** What is left of it where our tables do not take it: that it is passed over. */
    Step passedOver() {
        return new Step(
                from,
                new Position(to.edition(), to.place(), to.cut(), Memory.empty()),
                List.of(),
                List.of("What was read of the log could not be kept, and was passed over"),
                reading);
    }

    /** Whether there is nothing in it that is not known. */
    boolean isIdle() {
        return events.isEmpty()
                && gaps.isEmpty()
                && to.place() != null
                && to.place().equals(from.place());
    }

    /** What the source does not tell, and how far we are behind it. */
    List<Unavailable> missing(int bytesAtOnce) {
        var missing = new ArrayList<>(reading.missing());
        if (reading.behindBytes() > bytesAtOnce) {
            missing.add(new Unavailable(
                    "data",
                    "The log grows faster than it is read: " + reading.behindBytes() + " bytes are still to be read",
                    "Log less on the server, or raise opscope.access-log.bytes"));
        }
        return List.copyOf(missing);
    }
}
