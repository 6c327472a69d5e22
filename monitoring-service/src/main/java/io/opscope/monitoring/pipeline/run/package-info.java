/** What is known of a run, made of its events in whatever order they come; pure. */
@NullMarked
package io.opscope.monitoring.pipeline.run;

import org.jspecify.annotations.NullMarked;
