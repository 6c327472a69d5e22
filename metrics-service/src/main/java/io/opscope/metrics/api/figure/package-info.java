/** Figures that alert rules are about, for the service that evaluates them. */
@NullMarked
package io.opscope.metrics.api.figure;

import org.jspecify.annotations.NullMarked;
