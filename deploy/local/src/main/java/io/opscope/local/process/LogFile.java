package io.opscope.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file that a process writes to; kept from growing without end, with one older part beside it. */
public record LogFile(Path path) {

    /** A log longer than this is put aside as {@code NAME.log.1}. */
    static final long MAX_BYTES = 20L << 20;

    private static final int TAIL_BYTES = 256 * 1024;

    /** Makes the file ready to be appended to. */
    public void prepare(Owner owner) {
        try {
            if (Files.notExists(path)) {
                Files.createFile(path);
                owner.keep(path);
            }
            rotate(owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a long log aside; its writer appends, and so goes on at the start of the emptied file. */
    public void rotate(Owner owner) {
        try {
            if (Files.notExists(path) || Files.size(path) <= MAX_BYTES) {
                return;
            }
            var older = path.resolveSibling(path.getFileName() + ".1");
            Files.copy(path, older, StandardCopyOption.REPLACE_EXISTING);
            owner.keep(older);
            try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its length in bytes, 0 when there is none yet. */
    public long size() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, oldest first. */
    public List<String> tail(int lines) {
        var all = from(Math.max(0, size() - TAIL_BYTES)).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** What was written from this byte on. */
    public String from(long offset) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var start = Math.min(offset, file.length());
            file.seek(start);
            var bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (java.io.FileNotFoundException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
