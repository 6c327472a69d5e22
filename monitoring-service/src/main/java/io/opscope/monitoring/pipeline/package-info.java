/** Takes in what pipelines tell of their runs, and answers how each pipeline stands. */
@NullMarked
package io.opscope.monitoring.pipeline;

import org.jspecify.annotations.NullMarked;
