/** Tells a program, signed. */
@NullMarked
package io.opscope.monitoring.alert.channel.webhook;

import org.jspecify.annotations.NullMarked;
