package io.opscope.tools.file;

import io.opscope.tools.cli.Complaint;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file on disk and how its bytes become text: gzip is known by its first bytes, not by the file's name; the text is UTF-8 or refused. */
public final class InputFile {

    private static final int BUFFER = 1 << 16;

    private final Path path;

    private InputFile(Path path) {
        this.path = path;
    }

    /** Looks at the file and says what its rows are; throws a {@link Complaint} when there are none to be had. */
    public static Rows open(Path path) {
        if (!Files.exists(path)) {
            throw Complaint.aboutInput("There is no file " + path + ".");
        }
        if (!Files.isRegularFile(path)) {
            throw Complaint.aboutInput(path + " is not a file.");
        }
        if (!Files.isReadable(path)) {
            throw Complaint.aboutInput(path + " may not be read by this user.");
        }
        var file = new InputFile(path);
        int first = file.read(InputFile::firstCharacter);
        return switch (first) {
            case -1 -> throw Complaint.aboutInput(path + " is empty.");
            case '{' -> NdjsonRows.of(file);
            case '[' ->
                throw Complaint.aboutInput(
                        path + " holds a JSON array; NDJSON with one object per line is what can be imported.");
            default -> CsvRows.of(file);
        };
    }

    Path path() {
        return path;
    }

    /** Opens the text, hands it over and closes it again. */
    <T> T read(Function<Reader, T> work) {
        try (var bytes = open();
                var text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), BUFFER)) {
            try {
                return work.apply(text);
            } catch (Complaint complaint) {
                // What a damaged archive unpacks to is no better than noise: its own fault comes before those of the
                // rows.
                throw complaint.exitCode() == 2 ? bytes.damage().orElse(complaint) : complaint;
            }
        } catch (IOException | UncheckedIOException problem) {
            throw Complaint.aboutInput(path + " cannot be read: " + problem.getMessage() + ".");
        }
    }

    private Utf8Stream open() throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            raw.mark(4);
            var head = raw.readNBytes(4);
            raw.reset();
            if (startsWith(head, 0x1f, 0x8b)) {
                return new Utf8Stream(new GZIPInputStream(raw, BUFFER), path, true);
            }
            if (startsWith(head, 'P', 'K', 3, 4)) {
                throw Complaint.aboutInput(
                        path
                                + " is a ZIP archive or a spreadsheet; a CSV or NDJSON file, plain or gzip, is what can be imported.");
            }
            return new Utf8Stream(raw, path, false);
        } catch (IOException | RuntimeException problem) {
            raw.close();
            if (problem instanceof ZipException || problem instanceof java.io.EOFException) {
                throw Complaint.aboutInput(path + " is a damaged gzip file: its header is broken.");
            }
            throw problem;
        }
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static int firstCharacter(Reader text) {
        try {
            int character;
            do {
                character = text.read();
            } while (character == '\uFEFF' || Character.isWhitespace(character));
            return character;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
