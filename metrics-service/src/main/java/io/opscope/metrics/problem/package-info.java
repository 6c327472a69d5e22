/** What callers of the metrics service can get wrong. */
@NullMarked
package io.opscope.metrics.problem;

import org.jspecify.annotations.NullMarked;
