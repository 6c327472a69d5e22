package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.pipeline.run.Lines;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A line of a run's log.
 *
 * @param level info, warning, error or critical
 */
@Schema(name = "PipelineLogLine")
public record LogLine(String runId, Instant timestamp, String level, String message) {

    /** The lines of a run, oldest first. */
    static List<LogLine> of(String runId, Lines log) {
        return log.kept().stream()
                .map(line -> new LogLine(runId, line.at(), line.level(), line.message()))
                .toList();
    }
}
