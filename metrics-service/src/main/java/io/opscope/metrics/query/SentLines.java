package io.opscope.metrics.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Lines that a product logged, the latest first.
 *
 * @param lines as they were sent
 * @param isComplete whether all lines there are were looked through, if these are fewer than were asked for
 */
public record SentLines(List<JsonNode> lines, boolean isComplete) {

    public SentLines {
        lines = List.copyOf(lines);
    }
}
