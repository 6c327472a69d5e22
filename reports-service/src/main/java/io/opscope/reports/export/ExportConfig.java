package io.opscope.reports.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** What exported files are called, and how many may be under way. */
@ConfigMapping(prefix = "opscope.export")
public interface ExportConfig {

    /** Put before the names of files: {@code <prefix>jobs_20260131.csv}. Empty unless set. */
    Optional<@Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String> prefix();

    /** Exports that may run at once; each holds a thread and a connection as long as its reader takes. */
    @WithDefault("16")
    @Min(1) @Max(1000) int parallelism();
}
