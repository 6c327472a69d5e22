/** What the business did lately, among the service's own metrics. */
@NullMarked
package io.opscope.metrics.gauge;

import org.jspecify.annotations.NullMarked;
