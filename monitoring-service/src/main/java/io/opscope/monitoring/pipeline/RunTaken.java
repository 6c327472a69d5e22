package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a run's event; it is committed.
 *
 * @param duplicate whether it told nothing new
 */
@Schema(name = "PipelineRunTaken")
public record RunTaken(@JsonProperty("run_id") String runId, boolean duplicate) {}
