/** Analytics of content-generation jobs: counts, costs, times, quality. */
@NullMarked
package io.opscope.metrics.api.generation;

import org.jspecify.annotations.NullMarked;
