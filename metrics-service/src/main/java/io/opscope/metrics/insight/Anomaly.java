package io.opscope.metrics.insight;

/**
 * How unusual one value is.
 *
 * @param score 0 to 1: the chance of such a value, in powers of ten, over six. 0.5 is one in a thousand, 1 one in a
 *     million or rarer
 * @param anomalous the score is at least 0.5, and this is not the continuation of something already reported
 * @param ongoing something has been reported within the last half season and this is part of it
 * @param lower bound of what was usual at this place in the season
 * @param upper its other bound
 */
public record Anomaly(double score, boolean anomalous, boolean ongoing, double lower, double upper) {}
