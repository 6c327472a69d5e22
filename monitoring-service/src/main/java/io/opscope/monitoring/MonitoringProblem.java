package io.opscope.monitoring;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.problem.ProblemType;
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
    ALERT_OVER(409, "The alert is over");

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
}
