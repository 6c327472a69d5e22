package io.opscope.tools.load;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.opscope.tools.cli.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows that were refused, as a CSV file with line, id and reason. The file is made when the first row needs it. */
final class RejectReport implements AutoCloseable {

    private static final String HEADER = "line,id,reason";

    private final Path path;
    private @Nullable CsvWriter writer;
    private long count;

    RejectReport(Path path) {
        this.path = path;
        removeFormer();
    }

    /** Beside where one works, called after the imported file: {@code jobs.csv.gz} gives {@code jobs.rejected.csv}. */
    static Path defaultPath(Path input) {
        var name = input.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
        return Path.of(name.replaceFirst("(?i)\\.(csv|tsv|txt|ndjson|jsonl|json)$", "") + ".rejected.csv");
    }

    void add(long line, String id, String reason) {
        var report = writer;
        if (report == null) {
            report = open();
            writer = report;
        }
        report.writeRecord(Long.toString(line), id, reason);
        count++;
    }

    long count() {
        return count;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private CsvWriter open() {
        try {
            var opened = CsvWriter.builder().build(path);
            opened.writeRecord("line", "id", "reason");
            return opened;
        } catch (IOException problem) {
            throw Complaint.stopped("The report of rejected rows cannot be written to " + path + ": "
                    + problem.getMessage() + ". Another place is given with --rejects.");
        }
    }

    /** A report of an earlier run would speak for this one; any other file of that name is somebody's own. */
    private void removeFormer() {
        try {
            if (!Files.exists(path)) {
                return;
            }
            if (!Files.isRegularFile(path) || !isReport()) {
                throw Complaint.aboutInput("The report of rejected rows would overwrite " + path
                        + ", which is something else. Another place is given with --rejects.");
            }
            Files.delete(path);
        } catch (IOException problem) {
            throw Complaint.aboutInput("The report of rejected rows cannot be written to " + path + ": "
                    + problem.getMessage() + ". Another place is given with --rejects.");
        }
    }

    private boolean isReport() throws IOException {
        try (var bytes = Files.newInputStream(path)) {
            return new String(bytes.readNBytes(HEADER.length()), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .equals(HEADER);
        }
    }
}
