package io.opscope.monitoring.pipeline;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A run with the newest lines of its log.
 *
 * @param logs oldest first
 * @param logsCut whether there were older lines than those
 */
@Schema(name = "PipelineRunWithLog")
public record RunWithLog(Run run, List<LogLine> logs, boolean logsCut) {}
