package io.opscope.metrics.query;

/** What became of one user's records. */
public record UserOutcomes(String userId, long records, long successes, long failures) {}
