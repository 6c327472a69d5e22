package io.opscope.monitoring;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What callers of this service can get wrong. */
public enum MonitoringProblem implements ProblemType {
    UNKNOWN_DATA_SOURCE(404, "No such data source"),
    NO_CHANNEL_SECRET(409, "Channels' secrets cannot be kept"),
    CHANNEL_IN_USE(409, "The channel is in use"),
    CHANNEL_CHANGED(409, "The channel was changed by somebody else"),
    RULE_EXISTS(409, "There is such a rule already"),
    TOO_MANY(409, "There are as many as may be"),
    ALERT_OVER(409, "The alert is over"),
    DATA_SOURCE_EXISTS(409, "There is a data source of this id"),
    DATA_SOURCE_CHANGED(409, "The data source has been changed meanwhile"),
    DATA_SOURCE_IN_USE(409, "Marts belong to the data source"),
    DATA_SOURCE_CONFIGURED(409, "The data source comes from the configuration"),
    NO_SOURCE_SECRET(409, "Passwords of data sources cannot be kept"),
    TOO_MANY_TRIALS(503, "Too many connections are being tried"),
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

    public static ProblemException noChannelSecret() {
        return new ProblemException(
                NO_CHANNEL_SECRET,
                "Set opscope.alerts.channels.secret to the Base64 of 32 random bytes, such as openssl rand -base64 32"
                        + " gives");
    }

    /** @param rules that tell it */
    public static ProblemException channelInUse(String id, List<String> rules) {
        return new ProblemException(
                CHANNEL_IN_USE,
                "Channel '" + id + "' is told by rules; take it from them first",
                Map.of("rules", rules));
    }

    public static ProblemException channelChanged(String id) {
        return new ProblemException(CHANNEL_CHANGED, "Channel '" + id + "' was changed meanwhile; read it again");
    }

    public static ProblemException ruleExists(String id) {
        return new ProblemException(RULE_EXISTS, "There is a rule '" + id + "' already; PATCH changes it");
    }

    /** @param most as many as one tenant may have */
    public static ProblemException tooMany(String what, int most) {
        return new ProblemException(TOO_MANY, "There may be " + most + " " + what + " at most", Map.of("most", most));
    }

    public static ProblemException alertOver(String id) {
        return new ProblemException(ALERT_OVER, "Alert '" + id + "' is over; there is nothing to acknowledge");
    }

    /** An id that the caller's tenant has given to a source already. */
    public static ProblemException dataSourceExists(String id) {
        return new ProblemException(
                DATA_SOURCE_EXISTS, "A data source is registered as '" + id + "'", Map.of("data_source", id));
    }

    /** Two changes at once: one of them has to look again. */
    public static ProblemException dataSourceChanged(String id) {
        return new ProblemException(
                DATA_SOURCE_CHANGED,
                "'" + id + "' has been changed or removed since it was read; read it and try again",
                Map.of("data_source", id));
    }

    /** A source that marts are schemas of is not removed under them. */
    public static ProblemException dataSourceInUse(String id) {
        return new ProblemException(
                DATA_SOURCE_IN_USE, "Remove the marts of '" + id + "' first", Map.of("data_source", id));
    }

    /** The suite's own database is what the configuration says. */
    public static ProblemException dataSourceConfigured(String id) {
        return new ProblemException(
                DATA_SOURCE_CONFIGURED,
                "'" + id + "' is the suite's own database: change opscope.monitoring.self instead",
                Map.of("data_source", id));
    }

    /** A password is to be kept, and there is no key to encrypt it with. */
    public static ProblemException noSourceSecret() {
        return new ProblemException(
                NO_SOURCE_SECRET,
                "Set opscope.sources.secret to the Base64 of 32 random bytes, such as openssl rand -base64 32 gives");
    }

    /** Each attempt may take seconds and holds a thread. */
    public static ProblemException tooManyTrials() {
        return new ProblemException(
                TOO_MANY_TRIALS,
                "As many connections as may be are being tried at this moment",
                Map.of(),
                Duration.ofSeconds(5));
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
