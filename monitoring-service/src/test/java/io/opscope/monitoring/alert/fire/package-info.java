/** The service as it is shipped, killed while it tells of alerts. */
@NullMarked
package io.opscope.monitoring.alert.fire;

import org.jspecify.annotations.NullMarked;
