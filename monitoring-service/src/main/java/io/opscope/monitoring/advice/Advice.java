package io.opscope.monitoring.advice;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.text.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What could be done about a statement.
 *
 * @param findings what its text gives away
 * @param isRead whether its text has been read; else the findings are not known yet
 * @param optimization statements that create what the planner would use; null when there are none
 * @param lack why there is no optimization; null when there is one
 */
public record Advice(
        List<Finding> findings,
        boolean isRead,
        @Nullable String optimization,
        @Nullable Unavailable lack) {

    /** The findings in words; empty when there are none. */
    public Optional<String> recommendation() {
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(findings.stream().map(Finding::sentence).collect(Collectors.joining(" ")));
    }
}
