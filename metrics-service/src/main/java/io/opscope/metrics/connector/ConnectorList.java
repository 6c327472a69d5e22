package io.opscope.metrics.connector;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A tenant's connectors, oldest first. */
@RegisterForReflection
public record ConnectorList(List<ConnectorAnswer> items) {}
