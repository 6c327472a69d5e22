package io.opscope.gateway.forward;

import java.time.Instant;
import java.util.Map;

/**
 * The suite in words.
 *
 * @param status healthy when all are, down when no service is there, else degraded
 * @param components gateway, metrics, reports, monitoring, postgresql, redis: healthy, degraded, down or unknown each
 * @param timestamp when the oldest of it was looked at
 */
public record Health(String status, Map<String, String> components, Instant timestamp) {}
