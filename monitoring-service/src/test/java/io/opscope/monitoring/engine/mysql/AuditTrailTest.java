package io.opscope.monitoring.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.LogPlace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private static final int LINES = 150;

    /** More than there are in these tests. */
    private static final int PLENTY = 100;

    @Property(tries = 1000)
    void howeverItIsRotatedMeanwhileEveryLineIsReadExactlyOnceAndInOrder(
            @ForAll Random random,
            @ForAll @IntRange(max = 12) int before,
            @ForAll @IntRange(min = 200, max = 5000) int bytes) {
        var server = new RotatingServer(random, PLENTY);
        server.stopAfter(before);
        server.goOnUntilStill();
        if (random.nextBoolean()) {
            server.rotate();
        }
        var first = server.linesBeforeTheCurrentFile();
        var reader = new Reader(new AuditTrail(server, PLENTY));
        reader.read(Integer.MAX_VALUE);
        server.stopAfter(LINES);
        reader.readToTheEnd(server, bytes);
        assertEquals(IntStream.range(first, server.lines()).boxed().toList(), reader.lines);
        assertEquals(List.of(), reader.gaps);
    }

    @Property(tries = 1000)
    void whatWasOverwrittenBeforeItWasReadIsToldAndNothingIsReadTwice(
            @ForAll Random random,
            @ForAll @IntRange(max = 4) int rotations,
            @ForAll @IntRange(min = 200, max = 5000) int bytes) {
        var server = new RotatingServer(random, rotations);
        var reader = new Reader(new AuditTrail(server, rotations));
        reader.read(bytes);
        server.stopAfter(LINES);
        reader.readToTheEnd(server, bytes);
        var next = 0;
        for (var i = 0; i < reader.lines.size(); i++) {
            int line = reader.lines.get(i);
            assertTrue(line >= next, () -> "Not in order: " + reader.lines);
            assertTrue(
                    line == next || reader.gaps.contains(i),
                    () -> "Lost, and not told: " + reader.lines + " but only at " + reader.gaps);
            next = line + 1;
        }
        assertTrue(
                next == server.lines() || reader.gaps.contains(reader.lines.size()), "Lost at the end, and not told");
    }

    @Test
    void aFileThatCannotBeReadHoldsUpWhatFollowsUntilItCan() {
        var server = new RotatingServer(new Random(1), PLENTY);
        var trail = new AuditTrail(server, PLENTY);
        var reader = new Reader(trail);
        server.write();
        reader.read(5000);
        server.rotate();
        server.write();
        server.rotate();
        server.hide(1);
        server.write();
        reader.read(5000);
        reader.read(5000);
        assertEquals(List.of(0), reader.lines);
        assertTrue(Objects.requireNonNull(trail.after(reader.place, 5000)).isHeldUp());
        server.showAll();
        reader.read(5000);
        assertEquals(List.of(0, 1, 2), reader.lines);
        assertEquals(List.of(), reader.gaps);
    }

    @Test
    void aRotatedFileIsNamedAsTheServerWritesItsNumber() {
        assertEquals("a.log", audit("9").path(0));
        assertEquals("a.log.1", audit("9").path(1));
        assertEquals("a.log.01", audit("20").path(1));
        assertEquals("a.log.20", audit("20").path(20));
        assertEquals("a.log.007", audit("999").path(7));
    }

    private static ServerAudit audit(String rotations) {
        return new ServerAudit(
                Map.of("server_audit_file_path", "a.log", "server_audit_file_rotations", rotations), "watch", true, 0);
    }

    /** Takes whole lines and goes on behind them, as those do who keep them. */
    private static final class Reader {

        private final AuditTrail trail;
        private final List<Integer> lines = new ArrayList<>();

        /** How many lines had been read. */
        private final List<Integer> gaps = new ArrayList<>();

        private @Nullable LogPlace place;

        Reader(AuditTrail trail) {
            this.trail = trail;
        }

        void readToTheEnd(RotatingServer server, int bytes) {
            while (!server.isStill()) {
                read(bytes);
            }
            // one more look than there can be files
            for (var i = 0; i <= LINES; i++) {
                read(bytes);
            }
        }

        void read(int bytes) {
            var stretch = trail.after(place, bytes);
            if (stretch == null) {
                return;
            }
            var next = stretch.next();
            for (var piece : stretch.pieces()) {
                if (piece.gap() != null) {
                    gaps.add(lines.size());
                }
                var text = new String(piece.bytes(), StandardCharsets.US_ASCII);
                var whole = text.substring(0, text.lastIndexOf('\n') + 1);
                whole.lines().forEach(line -> lines.add(Integer.parseInt(line.substring(18, 24))));
                if (!piece.ends()) {
                    next = stretch.next().at(piece.place().offset() + whole.length());
                }
            }
            place = next;
        }
    }
}
