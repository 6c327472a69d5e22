package io.opscope.monitoring.engine;

/**
 * What a statement says.
 *
 * @param text cleaned and cut, with placeholders for its literals
 * @param own whether it is one of those that we ask ourselves
 */
public record StatementText(String fingerprint, String text, boolean own) {}
