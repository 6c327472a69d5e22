package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.LogBytes;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogHead;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.LogReading.LogPiece;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of PostgreSQL's logging collector, in the directory that it writes to and in no other. */
@ApplicationScoped
class PostgresqlLogFiles implements LogFiles {

    private static final Sql STANDING = Sql.file(PostgresqlLogFiles.class, "log-standing.sql");
    private static final Sql FILES = Sql.file(PostgresqlLogFiles.class, "log-files.sql");
    private static final Sql PIECE = Sql.file(PostgresqlLogFiles.class, "log-piece.sql");

    /** What a file may be called; whoever may write into the directory gives it its name. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

    @Override
    public Set<String> types() {
        return Set.of("postgresql");
    }

    @Override
    public LogReading read(RemoteLine line, @Nullable LogPlace place, int bytes) {
        return PostgresqlEngine.asking(() -> {
            var standing = PostgresqlLog.of(STANDING.on(line.tx()));
            var lack = standing.lack();
            return lack == null ? read(line, standing, place, bytes) : LogReading.none(lack);
        });
    }

    private static LogReading read(RemoteLine line, PostgresqlLog standing, @Nullable LogPlace place, int bytes) {
        var format = place != null && standing.writes(place.format()) ? place.format() : standing.format();
        var files = files(line, format, place == null ? Instant.EPOCH : place.modifiedAt());
        if (place != null && place.format().equals(format)) {
            return goOn(line, standing, place, files, bytes);
        }
        return files.isEmpty()
                ? LogReading.none(new Unavailable(
                        "data", "The server has written no log of this format yet", "SELECT pg_reload_conf();"))
                : first(line, standing, place, files, bytes);
    }

    /** The first look, or the first one since the server writes another format. */
    private static LogReading first(
            RemoteLine line, PostgresqlLog standing, @Nullable LogPlace before, List<File> files, int bytes) {
        var newest = ordered(line, files).get(files.size() - 1);
        var isShort = newest.file().size() <= bytes;
        var start = newest.place(standing.format(), isShort ? 0 : newest.file().size());
        var gap = before == null
                ? null
                : "The server writes its log in another format than before; lines around the change may be missing";
        var begun = new LogPiece(start, new byte[0], false, gap);
        return follow(line, standing, List.of(begun), start, List.of(newest), bytes);
    }

    private static LogReading goOn(
            RemoteLine line, PostgresqlLog standing, LogPlace place, List<File> files, int bytes) {
        if (files.size() == 1 && files.get(0).name().equals(place.file()) && !place.finished()) {
            // the usual case: the file is the only one, and one question reads it
            var read = piece(line, place.file(), place.offset(), bytes);
            if (read != null && LogHead.isOf(place, read.head()) && files.get(0).size() >= place.offset()) {
                var now = new Seen(files.get(0), read.head()).place(place.format(), place.offset());
                return reading(
                        standing,
                        List.of(new LogPiece(now, read.bytes(), false, null)),
                        now.at(place.offset() + read.bytes().length),
                        files.get(0).size() - place.offset() - read.bytes().length);
            }
        }
        var ordered = ordered(line, files);
        var known = indexOf(place, ordered);
        return known < 0
                ? without(line, standing, place, ordered, bytes)
                : follow(line, standing, List.of(), place, ordered.subList(known, ordered.size()), bytes);
    }

    /** The file is gone: goes on with the oldest one that was written later, and tells what was lost. */
    private static LogReading without(
            RemoteLine line, PostgresqlLog standing, LogPlace place, List<Seen> left, int bytes) {
        var gap = place.finished()
                ? null
                : "The log file " + place.file() + " was removed or overwritten before it had been read to its end";
        var told = new LogPiece(place.end(), new byte[0], true, gap);
        if (left.isEmpty()) {
            return reading(standing, List.of(told), place.end(), 0);
        }
        return follow(line, standing, List.of(told), left.get(0).place(place.format(), 0), left, bytes);
    }

    /**
     * Reads on through files in their order. One that others follow in a list that was made before it was read has come to
     * its end: the server opens the next one only when nothing more goes into it.
     */
    private static LogReading follow(
            RemoteLine line, PostgresqlLog standing, List<LogPiece> begun, LogPlace from, List<Seen> files, int bytes) {
        var pieces = new ArrayList<>(begun);
        var left = bytes;
        var next = from;
        var behind = 0L;
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            var offset = i == 0 ? from.offset() : 0;
            if (i == 0 && from.finished()) {
                continue;
            }
            if (left <= 0) {
                behind += file.file().size();
                continue;
            }
            var place = file.place(from.format(), offset);
            var read = piece(line, file.file().name(), offset, left);
            if (read == null || !LogHead.isOf(place, read.head())) {
                // gone since it was listed: the next look tells what became of it
                break;
            }
            var isLast = i == files.size() - 1;
            var ends = !isLast && read.bytes().length < left;
            pieces.add(new LogPiece(place, read.bytes(), ends, null));
            next = place.at(offset + read.bytes().length);
            next = ends ? next.end() : next;
            left -= read.bytes().length;
            behind += Math.max(0, file.file().size() - next.offset());
            if (!ends && !isLast) {
                left = 0;
            }
        }
        return reading(standing, pieces, next, behind);
    }

    private static LogReading reading(PostgresqlLog standing, List<LogPiece> pieces, LogPlace next, long behind) {
        return new LogReading(pieces, next, Math.max(0, behind), standing.zone(), standing.role(), standing.hidden());
    }

    private static int indexOf(LogPlace place, List<Seen> files) {
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            if (file.file().size() >= place.offset()
                    && (place.headLength() > 0
                            ? LogHead.isOf(place, file.head())
                            : file.file().name().equals(place.file()))) {
                return i;
            }
        }
        return -1;
    }

    /** By the time of their first line, as names may mean anything; an empty one has only just been opened. */
    private static List<Seen> ordered(RemoteLine line, List<File> files) {
        var seen = new ArrayList<Seen>();
        for (var file : files) {
            var read = piece(line, file.name(), 0, 0);
            if (read != null) {
                seen.add(new Seen(file, read.head()));
            }
        }
        seen.sort(Comparator.comparing(Seen::begins)
                .thenComparing(each -> each.file().modifiedAt())
                .thenComparing(each -> each.file().name()));
        return seen;
    }

    private static List<File> files(RemoteLine line, String format, Instant since) {
        return FILES
                .on(line.tx())
                .set("since", since)
                .set("pattern", "\\." + format + "(\\.[0-9]+)?$")
                .list(row -> new File(row.text("name"), row.integer("size"), row.instant("modified_at")))
                .stream()
                .filter(file -> PLAIN_NAME.matcher(file.name()).matches()
                        && !file.name().contains(".."))
                .toList();
    }

    private static @Nullable Piece piece(RemoteLine line, String name, long offset, int length) {
        return PIECE.on(line.tx())
                .set("name", name)
                .set("head", LogHead.LENGTH)
                .set("offset", offset)
                .set("length", length)
                .first(row -> new Piece(
                        row.maybeBytes("head")
                                .map(head -> LogBytes.atMost(LogHead.LENGTH, head))
                                .orElse(null),
                        row.maybeBytes("bytes")
                                .map(bytes -> LogBytes.atMost(length, bytes))
                                .orElse(null)))
                .filter(read -> read.isThere())
                .orElse(null);
    }

    /** As the server lists it; bytes. */
    private record File(String name, long size, Instant modifiedAt) {}

    /** A file and how it begins. */
    private record Seen(File file, byte[] head) {

        /** Lines of both formats begin with their time, as text that sorts as it should. */
        String begins() {
            return head.length == 0 ? "~" : LogHead.begins(head);
        }

        LogPlace place(String format, long offset) {
            return new LogPlace(
                    format, file.name(), LogHead.digest(head), head.length, offset, file.modifiedAt(), false);
        }
    }

    private static final class Piece {

        private final byte @Nullable [] head;
        private final byte @Nullable [] bytes;

        Piece(byte @Nullable [] head, byte @Nullable [] bytes) {
            this.head = head;
            this.bytes = bytes;
        }

        boolean isThere() {
            return head != null && bytes != null;
        }

        byte[] head() {
            return head == null ? new byte[0] : head;
        }

        byte[] bytes() {
            return bytes == null ? new byte[0] : bytes;
        }
    }
}
