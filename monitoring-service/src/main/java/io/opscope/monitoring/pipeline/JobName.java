package io.opscope.monitoring.pipeline;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The job, as OpenLineage names it, whose events are a pipeline's runs. */
@Schema(name = "PipelineJob")
public record JobName(
        @NotEmpty @Size(max = 1000) @Pattern(regexp = PipelineBody.PRINTABLE, message = PipelineBody.PRINTABLE_MESSAGE) String namespace,

        @NotEmpty @Size(max = 1000) @Pattern(regexp = PipelineBody.PRINTABLE, message = PipelineBody.PRINTABLE_MESSAGE) String name) {}
