/** Tells a telephone, by an HTTP gateway. */
@NullMarked
package io.opscope.monitoring.alert.channel.sms;

import org.jspecify.annotations.NullMarked;
