/** Moments as people and programs write them. */
@NullMarked
package io.opscope.metrics.moment;

import org.jspecify.annotations.NullMarked;
