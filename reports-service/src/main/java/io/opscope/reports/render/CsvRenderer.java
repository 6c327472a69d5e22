package io.opscope.reports.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.opscope.reports.source.ExportedJob;
import io.opscope.reports.source.JobStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** RFC 4180: a header line, CRLF, quotes where they are needed; UTF-8 without a byte order mark, empty for null. */
@ApplicationScoped
class CsvRenderer implements Renderer {

    private static final String[] HEADER = {
        "Job ID",
        "Created At",
        "Status",
        "Publisher",
        "Target URL",
        "Anchor Text",
        "Provider",
        "Strategy",
        "Estimated Cost",
        "Actual Cost",
        "Started At",
        "Completed At"
    };

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public String mediaType() {
        return "text/csv; charset=UTF-8";
    }

    @Override
    public void write(JobStream jobs, OutputStream out) throws IOException {
        var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            csv.writeRecord(HEADER);
            for (var job = jobs.next(); job != null; job = jobs.next()) {
                csv.writeRecord(fields(job));
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String[] fields(ExportedJob job) {
        return new String[] {
            text(job.jobId()),
            text(job.createdAt()),
            text(job.status()),
            text(job.publisher()),
            text(job.targetUrl()),
            text(job.anchorText()),
            text(job.provider()),
            text(job.strategy()),
            number(job.estimatedCost()),
            number(job.actualCost()),
            text(job.startedAt()),
            text(job.completedAt())
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : Formula.neutralised(value);
    }

    /** As it came, trailing zeros and all; written by us from a number, it cannot be a formula. */
    private static String number(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
