/** What is going on right now, pushed over WebSockets. */
@NullMarked
package io.opscope.metrics.live;

import org.jspecify.annotations.NullMarked;
