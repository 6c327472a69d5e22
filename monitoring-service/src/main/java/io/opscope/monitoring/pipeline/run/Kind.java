package io.opscope.monitoring.pipeline.run;

/** What an event says of its run. Of ends that were told for the same moment the one further down stands. */
public enum Kind {
    /** Adds to what is known, without saying that the run goes on or has ended. */
    OTHER,
    START,
    RUNNING,
    COMPLETE,
    ABORT,
    FAIL;

    /** Whether the run has ended with it. */
    public boolean isEnd() {
        return this == COMPLETE || this == ABORT || this == FAIL;
    }
}
