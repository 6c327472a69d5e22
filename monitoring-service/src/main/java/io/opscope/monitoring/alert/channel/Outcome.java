package io.opscope.monitoring.alert.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of telling somebody.
 *
 * @param reason in one sentence without secrets; null when it worked
 * @param retryAfter how long the other side wants to be left alone; null when it did not say
 */
public record Outcome(
        End end, @Nullable String reason, @Nullable Duration retryAfter) {

    /** Of whoever gave no answer there is one thing to say, whatever the cause: else networks could be mapped by it. */
    public static final String NO_ANSWER = "There was no answer";

    public static Outcome delivered() {
        return new Outcome(End.DELIVERED, null, null);
    }

    /** It may work another time. */
    public static Outcome failed(String reason, @Nullable Duration retryAfter) {
        return new Outcome(End.FAILED, reason, retryAfter);
    }

    /** Nobody answered, be it that the host may not be called, has no address, refuses, is silent or has no good certificate. */
    public static Outcome unanswered() {
        return failed(NO_ANSWER, null);
    }

    /** Whether nobody answered. */
    public boolean isUnanswered() {
        return NO_ANSWER.equals(reason);
    }

    /** It will not work until somebody changes something. */
    public static Outcome refused(String reason) {
        return new Outcome(End.REFUSED, reason, null);
    }

    /** How it ended. */
    public enum End {
        DELIVERED,
        FAILED,
        REFUSED
    }
}
