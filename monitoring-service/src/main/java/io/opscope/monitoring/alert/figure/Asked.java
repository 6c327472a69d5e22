package io.opscope.monitoring.alert.figure;

import java.util.List;

/**
 * What a rule wants to know.
 *
 * @param id of the rule
 * @param groupBy names of labels
 * @param windowSeconds what figures of records are taken over
 */
public record Asked(String id, String metric, List<String> groupBy, int windowSeconds) {}
