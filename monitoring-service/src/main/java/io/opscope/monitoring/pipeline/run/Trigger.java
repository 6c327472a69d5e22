package io.opscope.monitoring.pipeline.run;

import java.util.Optional;

/** Why a run began. */
public enum Trigger {
    SCHEDULED("Scheduled"),
    MANUAL("Manual"),
    API("API"),
    EVENT("Event");

    private final String word;

    Trigger(String word) {
        this.word = word;
    }

    /** As senders and readers spell it. */
    public String word() {
        return word;
    }

    /** The trigger of that spelling, whatever the case. */
    public static Optional<Trigger> of(String word) {
        for (var trigger : values()) {
            if (trigger.word.equalsIgnoreCase(word)) {
                return Optional.of(trigger);
            }
        }
        return Optional.empty();
    }
}
