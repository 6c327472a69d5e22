package io.opscope.metrics.problem;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What callers of this service can get wrong. */
public enum MetricsProblem implements ProblemType {
    UNKNOWN_FAMILY(404, "No such family of records"),
    UNREADABLE_RECORDS(400, "The records cannot be read"),
    TOO_LARGE(413, "The body is too large"),
    TOO_BROAD(422, "The question reads too many records"),
    NO_CONNECTOR_SECRET(409, "Passwords cannot be kept"),
    CONNECTOR_RUNNING(409, "The connector is running"),
    CONNECTOR_CHANGED(409, "The connector was changed by somebody else"),
    NOT_KEPT(422, "What is asked for is no longer kept"),
    RECOUNTING(503, "Records are being counted anew");

    private final int status;
    private final String title;

    MetricsProblem(int status, String title) {
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

    public static ProblemException unknownFamily(String family, Collection<String> known) {
        return new ProblemException(
                UNKNOWN_FAMILY,
                "No records of family '" + family + "' are taken; there are " + String.join(", ", known),
                Map.of("family", family));
    }

    public static ProblemException unreadableRecords(String why) {
        return new ProblemException(UNREADABLE_RECORDS, why, Map.of());
    }

    public static ProblemException noConnectorSecret() {
        return new ProblemException(
                NO_CONNECTOR_SECRET,
                "Set opscope.connectors.secret to the Base64 of 32 random bytes, such as openssl rand -base64 32 gives",
                Map.of());
    }

    public static ProblemException connectorRunning(String id) {
        return new ProblemException(
                CONNECTOR_RUNNING, "Connector '" + id + "' is copying rows at this moment", Map.of());
    }

    public static ProblemException connectorChanged(String id) {
        return new ProblemException(
                CONNECTOR_CHANGED, "Connector '" + id + "' was changed meanwhile; read it and try again", Map.of());
    }

    public static ProblemException recounting(String family) {
        return new ProblemException(
                RECOUNTING,
                "What is counted of " + family
                        + " has changed, and all of them are being counted anew; send again later",
                Map.of("family", family));
    }

    public static ProblemException tooBroad(long records, long limit) {
        return new ProblemException(
                TOO_BROAD,
                "Nothing is counted for this combination of dimensions, and the range has " + records
                        + " records, more than the " + limit
                        + " that may be read for one question; ask for a shorter range or fewer dimensions",
                Map.of("records", records, "limit", limit));
    }

    public static ProblemException tooManyOfValue(String dimension, String value, long limit) {
        return new ProblemException(
                TOO_BROAD,
                "'" + value + "' is a value of " + dimension
                        + " that came after the thousand that are counted apart, so its records are read, and there are more"
                        + " than the " + limit
                        + " that may be read for one question; ask for a shorter range if there is one",
                Map.of("dimension", dimension, "limit", limit));
    }

    public static ProblemException notKept(Instant from) {
        return new ProblemException(
                NOT_KEPT,
                "From " + from + " on it is no longer counted as finely as is asked for, and the records are gone;"
                        + " ask for a later beginning, a coarser step, or days of UTC",
                Map.of("from", from.toString()));
    }

    public static ProblemException tooLarge(String what, long limit) {
        return new ProblemException(
                TOO_LARGE, what + " is larger than the " + limit + " bytes allowed", Map.of("limit", limit));
    }
}
