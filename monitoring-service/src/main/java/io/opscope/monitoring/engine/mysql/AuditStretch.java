package io.opscope.monitoring.engine.mysql;

import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading.LogPiece;
import java.util.List;

/**
 * What follows a place in the files of server_audit.
 *
 * @param pieces in order; each is of another file
 * @param next behind the last of them
 * @param behindBytes that the last one's file has after it
 * @param isHeldUp whether a rotated file that follows cannot be read
 */
record AuditStretch(List<LogPiece> pieces, LogPlace next, long behindBytes, boolean isHeldUp) {

    /** Nothing, this time: the next look asks again. */
    static AuditStretch nothing(LogPlace place) {
        return new AuditStretch(List.of(), place, 0, false);
    }

    /** With the last piece of a file that may go on. */
    static AuditStretch of(List<LogPiece> pieces, LogPlace last, AuditPiece piece) {
        var next = last.at(last.offset() + piece.bytes().length);
        return new AuditStretch(pieces, next, Math.max(0, piece.size() - next.offset()), false);
    }

    /** With pieces that each are the last of their file. */
    static AuditStretch ending(List<LogPiece> pieces, boolean isHeldUp) {
        var last = pieces.get(pieces.size() - 1);
        var end = last.place().at(last.place().offset() + last.bytes().length).end();
        return new AuditStretch(pieces, end, 0, isHeldUp);
    }
}
