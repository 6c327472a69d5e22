package io.opscope.kit.problem;

import java.util.Map;

/** Thrown where a request cannot be answered for a reason that its caller should know. */
public class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient Map<String, ?> extensions;

    /**
     * @param detail what went wrong this time, for the caller to read
     * @param extensions further members of the problem document
     */
    public ProblemException(ProblemType type, String detail, Map<String, ?> extensions) {
        super(detail);
        this.type = type;
        this.extensions = extensions;
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
}
