/** Ways to tell somebody: where each leads, and its secrets. */
@NullMarked
package io.opscope.monitoring.alert.channel;

import org.jspecify.annotations.NullMarked;
