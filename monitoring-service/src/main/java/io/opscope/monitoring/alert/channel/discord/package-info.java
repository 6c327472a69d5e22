/** Tells a Discord channel. */
@NullMarked
package io.opscope.monitoring.alert.channel.discord;

import org.jspecify.annotations.NullMarked;
