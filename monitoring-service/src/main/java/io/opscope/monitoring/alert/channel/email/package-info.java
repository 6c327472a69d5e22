/** Tells people by mail. */
@NullMarked
package io.opscope.monitoring.alert.channel.email;

import org.jspecify.annotations.NullMarked;
