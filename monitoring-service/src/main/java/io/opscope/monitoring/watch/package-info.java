/** Probes every source at an interval and tells its health from what those probes saw. */
@NullMarked
package io.opscope.monitoring.watch;

import org.jspecify.annotations.NullMarked;
