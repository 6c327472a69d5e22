package io.opscope.metrics.insight;

/**
 * What is expected at one step ahead, in the series' unit.
 *
 * @param lower bound of the 95 % interval
 * @param upper its other bound
 */
public record Expected(double value, double lower, double upper) {}
