package io.opscope.monitoring.pipeline;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of lineage events; what is counted as stored is committed.
 *
 * @param stored events of runs of which something new is known now; several events of one run count together
 * @param duplicates events that told nothing new
 * @param ignored events about a job or a data set, not about a run
 */
@Schema(name = "LineageAnswer")
public record LineageAnswer(int received, int stored, int duplicates, int ignored, List<Rejected> rejected) {

    /** An event that cannot be taken, by its place in the array. */
    @Schema(name = "RejectedLineageEvent")
    public record Rejected(int index, String parameter, String value, String allowed) {}
}
