package io.opscope.metrics.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What became of the records of a request; given only when all of it is committed.
 *
 * @param accepted records that are new
 * @param updated records that took the place of an earlier state
 * @param duplicates records that were there already, or older than what was
 * @param rejected records that were not taken, the first ten thousand of them
 * @param rejectedCount how many were not taken
 */
public record IngestAnswer(
        long accepted,
        long updated,
        long duplicates,
        List<Rejected> rejected,
        @JsonProperty("rejected_count") long rejectedCount) {

    /**
     * A record that was not taken.
     *
     * @param index its place in the request, from 0
     * @param problem what is wrong with it
     */
    public record Rejected(long index, String problem) {}
}
