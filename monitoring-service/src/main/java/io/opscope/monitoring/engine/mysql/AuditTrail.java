package io.opscope.monitoring.engine.mysql;

import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading.LogPiece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows server_audit from file to file while it rotates them, between any two questions. It renames the oldest first and
 * the one that it writes to last, then begins another: a file's number only grows, so who asks from the lowest number on
 * meets every file that stays; and as long as a file keeps its number, so do all that are newer, down to the first number
 * without a file.
 */
final class AuditTrail {

    private static final byte[] NO_BYTES = new byte[0];

    private final AuditPieces files;
    private final int rotations;

    /** @param rotations files there are at most, besides the one that is written to */
    AuditTrail(AuditPieces files, int rotations) {
        this.files = files;
        this.rotations = rotations;
    }

    /**
     * What follows a place.
     *
     * @param place null for the first time
     * @return null when the file that is written to cannot be read
     */
    @Nullable AuditStretch after(@Nullable LogPlace place, int bytes) {
        var current = files.piece(0, place == null ? 0 : place.offset(), bytes);
        if (current == null) {
            return null;
        }
        if (place == null) {
            return first(current, bytes);
        }
        if (current.isOf(place)) {
            var now = current.place(place.offset());
            return AuditStretch.of(List.of(new LogPiece(now, current.bytes(), false, null)), now, current);
        }
        var oldest = 0;
        var start = current.size() > 0 ? current.place(0) : null;
        for (var number = 1; number <= rotations; number++) {
            var rotated = files.piece(number, 0, 0);
            if (rotated != null && rotated.isOf(place)) {
                return rotated(place, number, bytes);
            }
            if (rotated != null && rotated.size() > 0) {
                oldest = number;
                start = rotated.place(0);
            }
        }
        return start == null ? AuditStretch.nothing(place) : without(place, start, oldest, bytes);
    }

    private AuditStretch first(AuditPiece current, int bytes) {
        if (current.size() == 0) {
            return AuditStretch.nothing(beginning(current));
        }
        if (current.size() <= bytes) {
            var start = current.place(0);
            return AuditStretch.of(List.of(new LogPiece(start, current.bytes(), false, null)), start, current);
        }
        return AuditStretch.nothing(current.place(current.size()));
    }

    /** Where nothing is written yet: behind the file before; or, where there is none, before all that will come. */
    private LogPlace beginning(AuditPiece empty) {
        for (var number = 1; number <= rotations; number++) {
            var rotated = files.piece(number, 0, 0);
            if (rotated != null && rotated.size() > 0) {
                return rotated.place(rotated.size()).end();
            }
        }
        return empty.place(0).end();
    }

    /** The rest of a file that was rotated, then those that followed it. */
    private AuditStretch rotated(LogPlace place, int number, int bytes) {
        var rotated = files.piece(number, place.offset(), bytes);
        if (rotated == null || !rotated.isOf(place)) {
            return AuditStretch.nothing(place);
        }
        var from = rotated.place(place.offset());
        if (place.offset() + rotated.bytes().length < rotated.size()) {
            return AuditStretch.of(List.of(new LogPiece(from, rotated.bytes(), false, null)), from, rotated);
        }
        var pieces = new ArrayList<LogPiece>();
        pieces.add(new LogPiece(from, rotated.bytes(), true, null));
        var stretch = follow(pieces, number - 1, bytes - rotated.bytes().length);
        return stays(number, place) ? stretch : AuditStretch.nothing(place);
    }

    /** The file is gone, and perhaps others that followed it; what there is begins with another. */
    private AuditStretch without(LogPlace place, LogPlace start, int oldest, int bytes) {
        var told = new LogPiece(place.end(), NO_BYTES, true, gap(place));
        var stretch = follow(new ArrayList<>(List.of(told)), oldest, bytes);
        return stays(oldest, start) ? stretch : AuditStretch.nothing(place);
    }

    private @Nullable String gap(LogPlace place) {
        if (place.headLength() == 0 && files.piece(rotations, 0, 0) == null) {
            // before the server has given the last number, it has overwritten nothing
            return null;
        }
        return place.finished()
                ? "Files of the audit log were removed or overwritten, and it is not known whether all had been read"
                : "The audit log's file was removed or overwritten before it had been read to its end";
    }

    /** If not, which of the files were read is not known, and the next look reads them again. */
    private boolean stays(int number, LogPlace place) {
        var still = files.piece(number, 0, 0);
        return still != null && still.isOf(place);
    }

    /** As far as there is one after the other: a number without a file may be that of one just being renamed. */
    private AuditStretch follow(List<LogPiece> pieces, int oldest, int bytes) {
        var left = bytes;
        for (var number = oldest; number >= 0; number--) {
            var piece = files.piece(number, 0, Math.max(0, left));
            if (piece == null) {
                return AuditStretch.ending(pieces, number > 0);
            }
            if (piece.size() > 0) {
                var start = piece.place(0);
                var ends = number > 0 && piece.bytes().length == piece.size();
                pieces.add(new LogPiece(start, piece.bytes(), ends, null));
                if (!ends) {
                    return AuditStretch.of(pieces, start, piece);
                }
                left -= piece.bytes().length;
            }
        }
        return AuditStretch.ending(pieces, false);
    }
}
