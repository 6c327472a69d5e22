package io.opscope.metrics.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What people call a tool that jobs name by its id. */
@RegisterForReflection
public record ToolEntry(
        @NotBlank(message = "a name") @Size(max = 200, message = "at most 200 characters") String name) {}
