/** The job dashboard: how jobs went against the period before, by month and by tool. */
@NullMarked
package io.opscope.metrics.api.jobdashboard;

import org.jspecify.annotations.NullMarked;
