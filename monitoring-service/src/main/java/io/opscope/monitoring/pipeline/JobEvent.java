package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.pipeline.run.RunEvent;

/** A lineage event: which run of which job it is about. */
record JobEvent(Job job, String runId, RunEvent event) {}
