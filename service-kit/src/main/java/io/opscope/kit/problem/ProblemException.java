package io.opscope.kit.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown where a request cannot be answered for a reason that its caller should know. */
public class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient Map<String, ?> extensions;
    private final @Nullable Duration retryAfter;

    /**
     * @param detail what went wrong this time, for the caller to read
     * @param extensions further members of the problem document
     */
    public ProblemException(ProblemType type, String detail, Map<String, ?> extensions) {
        this(type, detail, extensions, null);
    }

    /**
     * @param detail what went wrong this time, for the caller to read
     * @param extensions further members of the problem document
     * @param retryAfter when it makes sense to ask again, in whole seconds
     */
    public ProblemException(ProblemType type, String detail, Map<String, ?> extensions, @Nullable Duration retryAfter) {
        super(detail);
        this.type = type;
        this.extensions = extensions;
        this.retryAfter = retryAfter;
    }

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, ?> extensions() {
        return extensions;
    }

    /** When it makes sense to ask again; empty when the status says all there is to say about it. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
