package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.LimitedInput;
import io.opscope.kit.problem.ProblemException;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that lineage events come in, plain or gzip, as OpenLineage's HTTP transport may send it. */
@ApplicationScoped
class LineageBodies {

    /** Query plans that Spark sends along are deep; what is deeper than this is none. */
    private static final int DEEPEST = 1000;

    private static final int LONGEST_NUMBER = 100;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final PipelineConfig config;

    LineageBodies(PipelineConfig config) {
        this.config = config;
    }

    /** The whole body: an object or an array of as many as are allowed. */
    JsonNode read(InputStream body, @Nullable String encoding) {
        try {
            var root = json.readTree(
                    new LimitedInput(plain(body, encoding), config.maxBodyBytes(), MonitoringProblem::tooLarge));
            if (root == null || !(root.isObject() || root.isArray())) {
                throw unreadable("Send an OpenLineage event, or an array of them");
            }
            if (root.size() > config.maxEvents() && root.isArray()) {
                throw CommonProblem.badParameter("events", root.size(), "at most " + config.maxEvents() + " at once");
            }
            return root;
        } catch (IOException | NumberFormatException e) {
            throw unreadable("The body is not JSON in UTF-8, or broken gzip");
        }
    }

    private static InputStream plain(InputStream body, @Nullable String encoding) throws IOException {
        return switch (encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip" -> new GZIPInputStream(body);
            default -> throw unreadable("Content-Encoding may be gzip, or none");
        };
    }

    private static ProblemException unreadable(String detail) {
        return new ProblemException(CommonProblem.UNREADABLE_BODY, detail);
    }
}
