/** What is going on right now, pushed over the WebSocket. */
@NullMarked
package io.opscope.metrics.live;

import org.jspecify.annotations.NullMarked;
