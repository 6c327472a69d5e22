package io.opscope.monitoring.advice.index;

/** A table as a plan names it; a partition is one of its own there. */
public record Relation(String schema, String name) {}
