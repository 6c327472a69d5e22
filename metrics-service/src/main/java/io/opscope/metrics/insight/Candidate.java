package io.opscope.metrics.insight;

/**
 * One simple way to continue a series. It has no parameters to fit: several settings are several candidates, and the
 * blend finds out which of them serve. So walking along the series once gives the forecasts from every origin.
 */
interface Candidate {

    /** What it is called in answers. */
    String name();

    /** Takes in the value at this index; called for each index in turn. */
    void learn(int index);

    /** The values from this index on, known only what has been learned: everything before it and nothing else. */
    void predict(int from, double[] into);
}
