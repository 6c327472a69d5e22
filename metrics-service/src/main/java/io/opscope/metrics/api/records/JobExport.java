package io.opscope.metrics.api.records;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Writes jobs to a stream as the database hands them out; a reader that goes away ends the query. */
@ApplicationScoped
class JobExport {

    private static final int PORTION_BYTES = 1 << 16;

    /** Says that jobs before a moment are gone, though the export would reach further back. */
    private static final String RECORDS_SINCE = "Records-Since";

    private final Family family;
    private final CellQueries cells;
    private final RecordQueries records;

    JobExport(Catalogue catalogue, CellQueries cells, RecordQueries records) {
        this.cells = cells;
        this.family = catalogue.jobs();
        this.records = records;
    }

    /** @param request whose response the lines are written to, in portions, by the output it is given */
    StreamingOutput lines(Scope scope, int days, HttpServerRequest request) {
        var response = request.response();
        var range = Range.last(Duration.ofDays(days), cells.horizon(scope, family, Instant.now()));
        records.since(scope, family)
                .filter(range.from()::isBefore)
                .ifPresent(since -> response.putHeader(RECORDS_SINCE, since.toString()));
        return out -> {
            var portions = new BufferedOutputStream(out, PORTION_BYTES);
            try {
                records.exportJobs(scope, family, range, line -> write(portions, line, response));
                portions.flush();
            } catch (ReaderGoneException e) {
                Log.debug("An export's reader went away");
            } catch (RuntimeException e) {
                breakOff(request);
                throw e;
            }
        };
    }

    private static void write(OutputStream out, String line, HttpServerResponse response) {
        // writing to a closed connection does not fail by itself
        if (response.closed()) {
            throw new ReaderGoneException();
        }
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new ReaderGoneException();
        }
    }

    /**
     * Once lines are on their way an error cannot be told any more; but the end must not look like the end of all. So
     * the connection is closed, surely, before anybody else can end the answer in good order.
     */
    private static void breakOff(HttpServerRequest request) {
        if (request.response().headWritten()) {
            request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static final class ReaderGoneException extends RuntimeException {

        ReaderGoneException() {
            super("The reader went away", null, false, false);
        }
    }
}
