package io.opscope.reports;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.util.Map;

/** What callers of this service can get wrong, or find not to be had. */
public enum ReportsProblem implements ProblemType {
    SOURCE_UNAVAILABLE(503, "The data is not to be had right now"),
    TOO_MANY_EXPORTS(503, "Too many exports are under way");

    private static final int AGAIN_IN_SECONDS = 5;

    private final int status;
    private final String title;

    ReportsProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    /** The service that keeps the data did not hand any out. */
    public static ProblemException sourceUnavailable(String source) {
        return new ProblemException(
                SOURCE_UNAVAILABLE,
                "The " + source + " service does not hand out its data; try again",
                Map.of(RetryAfter.MEMBER, AGAIN_IN_SECONDS));
    }

    /** As many exports run as may run at once. */
    public static ProblemException tooManyExports(int limit) {
        return new ProblemException(
                TOO_MANY_EXPORTS,
                limit + " exports are under way, and no more may run at once; try again",
                Map.of(RetryAfter.MEMBER, AGAIN_IN_SECONDS));
    }
}
