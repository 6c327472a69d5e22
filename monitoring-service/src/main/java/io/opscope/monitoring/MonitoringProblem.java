package io.opscope.monitoring;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.util.Map;

/** What callers of this service can get wrong. */
public enum MonitoringProblem implements ProblemType {
    UNKNOWN_DATA_SOURCE(404, "No such data source");

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
}
