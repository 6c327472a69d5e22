package io.opscope.monitoring.alert.channel;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What came of telling a channel a test.
 *
 * @param reason why it was not delivered; null when it was
 */
@RegisterForReflection
record ChannelTrial(boolean delivered, @Nullable String reason) {}
