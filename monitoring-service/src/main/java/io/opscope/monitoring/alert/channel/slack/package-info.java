/** Tells a Slack channel. */
@NullMarked
package io.opscope.monitoring.alert.channel.slack;

import org.jspecify.annotations.NullMarked;
