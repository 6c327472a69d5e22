package io.opscope.monitoring;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.util.Map;

/** What callers of this service can get wrong. */
public enum MonitoringProblem implements ProblemType {
    UNKNOWN_DATA_SOURCE(404, "No such data source"),
    UNKNOWN_PIPELINE(404, "No such pipeline"),
    JOB_TAKEN(409, "The job belongs to another pipeline"),
    TOO_LARGE(413, "The body is too large"),
    TOO_MANY_PIPELINES(422, "No more pipelines");

    private final int status;
    private final String title;

    MonitoringProblem(int status, String title) {
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

    /** The address names a source that is not registered, or not with the caller's tenant. */
    public static ProblemException unknownDataSource(String id) {
        return new ProblemException(
                UNKNOWN_DATA_SOURCE, "No data source is registered as '" + id + "'", Map.of("data_source", id));
    }

    /** The address names a pipeline that is not registered, or not with the caller's tenant. */
    public static ProblemException unknownPipeline(String id) {
        return new ProblemException(
                UNKNOWN_PIPELINE, "No pipeline is registered as '" + id + "'", Map.of("pipeline", id));
    }

    /** A pipeline is to stand for a job that another one stands for already. */
    public static ProblemException jobTaken(String job) {
        return new ProblemException(
                JOB_TAKEN, "Another pipeline stands for the job '" + job + "'; remove that one first", Map.of());
    }

    /**
     * The body is larger than what is taken.
     *
     * @param limit bytes, unpacked
     */
    public static ProblemException tooLarge(long limit) {
        return new ProblemException(
                TOO_LARGE, "The body has more than " + limit + " bytes; send it in parts", Map.of("limit", limit));
    }

    /** The tenant has as many pipelines as it may have. */
    public static ProblemException tooManyPipelines(int limit) {
        return new ProblemException(
                TOO_MANY_PIPELINES,
                "There are " + limit + " pipelines already; remove some, or allow more of them",
                Map.of("limit", limit));
    }
}
