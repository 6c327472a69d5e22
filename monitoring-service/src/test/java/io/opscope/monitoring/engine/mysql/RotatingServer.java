package io.opscope.monitoring.engine.mysql;

import io.opscope.monitoring.engine.LogHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What LOAD_FILE gives of a server that goes on between any two questions: it writes its lines byte by byte, the first of a
 * file at once, and rotates after any of them, one file after the other, as server_audit does.
 */
final class RotatingServer implements AuditPieces {

    private final Random random;
    private final int rotations;
    private final @Nullable ByteArrayOutputStream[] files;
    private final Set<ByteArrayOutputStream> unreadable = new HashSet<>();
    private byte[] line = new byte[0];
    private int written;
    private int lines;
    private int most;

    /** The number that is given away next in a rotation; none is under way at -1. */
    private int moving = -1;

    RotatingServer(Random random, int rotations) {
        this.random = random;
        this.rotations = rotations;
        this.files = new ByteArrayOutputStream[rotations + 1];
        files[0] = new ByteArrayOutputStream();
    }

    /** Lines that were written; they are numbered from 0 on. */
    int lines() {
        return lines;
    }

    int linesBeforeTheCurrentFile() {
        return lines - (int) text(files[0]).lines().count();
    }

    /** Goes on until so many lines are written, and no further. */
    void stopAfter(int more) {
        most = lines + more;
    }

    boolean isStill() {
        return lines >= most && written == line.length && moving < 0;
    }

    void goOnUntilStill() {
        while (!isStill()) {
            step();
        }
    }

    void write() {
        begin();
        write(line.length - written);
    }

    void rotate() {
        moving = rotations;
        while (moving >= 0) {
            step();
        }
    }

    void hide(int number) {
        unreadable.add(files[number]);
    }

    void showAll() {
        unreadable.clear();
    }

    @Override
    public @Nullable AuditPiece piece(int number, long offset, int length) {
        // several questions in a row may find a rotation half done
        for (var steps = random.nextInt(3) == 0 ? random.nextInt(60) : 0; steps > 0 && !isStill(); steps--) {
            step();
        }
        var file = files[number];
        if (file == null || unreadable.contains(file)) {
            return null;
        }
        var bytes = file.toByteArray();
        var from = (int) Math.min(offset, bytes.length);
        return new AuditPiece(
                bytes.length,
                Arrays.copyOf(bytes, Math.min(LogHead.LENGTH, bytes.length)),
                Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)));
    }

    private void step() {
        if (moving > 0) {
            if (files[moving - 1] != null) {
                files[moving] = files[moving - 1];
                files[moving - 1] = null;
            }
            moving--;
        } else if (moving == 0) {
            files[0] = new ByteArrayOutputStream();
            moving = -1;
        } else if (written < line.length) {
            write(1 + random.nextInt(line.length - written));
        } else if (random.nextInt(10) == 0) {
            moving = rotations;
        } else if (lines < most) {
            begin();
        }
    }

    private void begin() {
        line = "20261129 16:34:14,%06d%s\n"
                .formatted(lines, "x".repeat(random.nextInt(150)))
                .getBytes(StandardCharsets.US_ASCII);
        written = 0;
        lines++;
        if (files[0].size() == 0) {
            write(line.length);
        }
    }

    private void write(int bytes) {
        files[0].write(line, written, bytes);
        written += bytes;
    }

    private static String text(ByteArrayOutputStream file) {
        return file.toString(StandardCharsets.US_ASCII);
    }
}
