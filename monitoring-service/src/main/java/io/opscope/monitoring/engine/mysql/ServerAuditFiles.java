package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.LogBytes;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogHead;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.LogReading.LogPiece;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that MariaDB's server_audit writes, and those it has rotated: {@code .1} is the newest of them, and each is
 * renamed when another comes. LOAD_FILE is the one way to it over SQL.
 */
@ApplicationScoped
class ServerAuditFiles implements LogFiles {

    private static final Sql VARIABLES = Sql.file(ServerAuditFiles.class, "audit-variables.sql");
    private static final Sql ACCOUNT = Sql.file(ServerAuditFiles.class, "audit-account.sql");
    private static final Sql PIECE = Sql.file(ServerAuditFiles.class, "audit-piece.sql");

    @Override
    public Set<String> types() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public LogReading read(RemoteLine line, @Nullable LogPlace place, int bytes) {
        try {
            var audit = ServerAudit.of(VARIABLES.on(line.tx()), ACCOUNT.on(line.tx()));
            var lack = audit.lack();
            return lack == null ? read(new Files(line, audit), place, bytes) : LogReading.none(lack);
        } catch (SqlFailedException e) {
            throw MysqlFailures.of(e);
        }
    }

    private static LogReading read(Files files, @Nullable LogPlace place, int bytes) {
        var current = files.piece(0, place == null ? 0 : place.offset(), bytes);
        if (current == null) {
            return LogReading.none(files.audit().unreadable());
        }
        if (place == null) {
            return first(files, current, bytes);
        }
        if (current.isOf(place)) {
            var now = current.place(place.offset());
            return files.reading(List.of(new LogPiece(now, current.bytes(), false, null)), now, current);
        }
        for (var number = 1; number <= files.audit().rotations(); number++) {
            var rotated = files.piece(number, place.offset(), bytes);
            if (rotated == null) {
                return without(files, place, number - 1, bytes);
            }
            if (rotated.isOf(place)) {
                return rotated(files, place, rotated, number, bytes);
            }
        }
        return without(files, place, files.audit().rotations(), bytes);
    }

    private static LogReading first(Files files, Piece current, int bytes) {
        if (current.size() <= bytes) {
            var start = current.place(0);
            return files.reading(List.of(new LogPiece(start, current.bytes(), false, null)), start, current);
        }
        var end = current.place(current.size());
        return new LogReading(
                List.of(),
                end,
                0,
                files.audit().zone(),
                files.account(),
                files.audit().hidden());
    }

    /** The rest of a file that was rotated, then those that followed it. */
    private static LogReading rotated(Files files, LogPlace place, Piece rotated, int number, int bytes) {
        var from = rotated.place(place.offset());
        var isWhole = place.offset() + rotated.bytes().length >= rotated.size();
        if (!isWhole) {
            return files.reading(List.of(new LogPiece(from, rotated.bytes(), false, null)), from, rotated);
        }
        var pieces = new ArrayList<LogPiece>();
        pieces.add(new LogPiece(from, rotated.bytes(), true, null));
        var reading = follow(files, pieces, number - 1, bytes - rotated.bytes().length);
        var still = files.piece(number, 0, 0);
        // renamed once more meanwhile: which of the others was read is not known, and the next look reads them again
        return still != null && still.isOf(place) ? reading : files.nothing(place);
    }

    /** The file is gone, and with it all that was older than those there are. */
    private static LogReading without(Files files, LogPlace place, int oldest, int bytes) {
        var gap = "The audit log's file was removed or overwritten before it had been read to its end";
        var told = new LogPiece(place.end(), new byte[0], true, place.finished() ? null : gap);
        return follow(files, new ArrayList<>(List.of(told)), oldest, bytes);
    }

    private static LogReading follow(Files files, List<LogPiece> pieces, int oldest, int bytes) {
        var left = bytes;
        for (var number = oldest; number >= 0; number--) {
            var piece = files.piece(number, 0, Math.max(0, left));
            if (piece == null) {
                break;
            }
            var start = piece.place(0);
            var ends = number > 0 && piece.bytes().length == piece.size();
            pieces.add(new LogPiece(start, piece.bytes(), ends, null));
            left -= piece.bytes().length;
            if (!ends) {
                return files.reading(pieces, start, piece);
            }
        }
        var last = pieces.get(pieces.size() - 1);
        var end = last.place().at(last.place().offset() + last.bytes().length).end();
        return new LogReading(
                pieces,
                end,
                0,
                files.audit().zone(),
                files.account(),
                files.audit().hidden());
    }

    /** The files of one server, by how often they were rotated. */
    private record Files(RemoteLine line, ServerAudit audit) {

        String account() {
            return line.server().username();
        }

        @Nullable Piece piece(int number, long offset, int length) {
            return PIECE.on(line.tx())
                    .set("path", audit.path() + (number == 0 ? "" : "." + number))
                    .set("head", LogHead.LENGTH)
                    .set("offset", offset)
                    .set("length", length)
                    .first(row -> row.maybeInteger("size")
                            .map(size -> new Piece(
                                    size,
                                    LogBytes.atMost(LogHead.LENGTH, row.bytes("head")),
                                    LogBytes.atMost(length, row.bytes("bytes"))))
                            .orElse(Piece.NONE))
                    .filter(piece -> piece != Piece.NONE)
                    .orElse(null);
        }

        LogReading reading(List<LogPiece> pieces, LogPlace last, Piece piece) {
            var next = last.at(last.offset() + piece.bytes().length);
            return new LogReading(
                    pieces, next, Math.max(0, piece.size() - next.offset()), audit.zone(), account(), audit.hidden());
        }

        LogReading nothing(LogPlace place) {
            return new LogReading(List.of(), place, 0, audit.zone(), account(), audit.hidden());
        }
    }

    /** Part of a file. */
    private static final class Piece {

        static final Piece NONE = new Piece(0, new byte[0], new byte[0]);

        private final long size;
        private final byte[] head;
        private final byte[] bytes;

        Piece(long size, byte[] head, byte[] bytes) {
            this.size = size;
            this.head = head;
            this.bytes = bytes;
        }

        long size() {
            return size;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isOf(LogPlace place) {
            return !place.finished() && size >= place.offset() && LogHead.isOf(place, head)
                    || place.finished() && LogHead.isOf(place, head);
        }

        LogPlace place(long offset) {
            return new LogPlace(
                    "audit", "server_audit", LogHead.digest(head), head.length, offset, Instant.EPOCH, false);
        }
    }
}
