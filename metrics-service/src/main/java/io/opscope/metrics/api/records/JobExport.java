package io.opscope.metrics.api.records;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Writes jobs to a stream as the database hands them out; a reader that goes away ends the query. */
@ApplicationScoped
class JobExport {

    private static final int PORTION_BYTES = 1 << 16;

    private final Family family;
    private final RecordQueries records;

    JobExport(Catalogue catalogue, RecordQueries records) {
        this.family = catalogue.jobs();
        this.records = records;
    }

    StreamingOutput lines(Scope scope, int days) {
        var range = Range.last(Duration.ofDays(days), Instant.now());
        return out -> {
            var portions = new BufferedOutputStream(out, PORTION_BYTES);
            records.exportJobs(scope, family, range, line -> write(portions, line));
            // not in a finally: what broke off must not look whole
            portions.flush();
        };
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
