package io.opscope.monitoring.alert.figure;

import java.util.List;
import java.util.Map;

/** Something that has figures; one that knows a metric's name is asked for it. */
interface FigureSource {

    /** Whether a metric is one of its. */
    default boolean knows(String metric) {
        return names().contains(metric);
    }

    /** Whether its figures are taken over a stretch of time, not as they are at the moment. */
    default boolean isOverTime() {
        return false;
    }

    /** The answers to questions of one tenant by their ids; never throws for want of data. */
    Map<String, Figures> ask(String tenant, List<Asked> questions);

    /** The names of its metrics, for people, with what they mean. */
    List<String> names();
}
