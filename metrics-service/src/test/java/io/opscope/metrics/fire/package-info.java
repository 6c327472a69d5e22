/** The packaged service among servers that are killed, stopped, slow or full, with figures that must stay exact. */
@NullMarked
package io.opscope.metrics.fire;

import org.jspecify.annotations.NullMarked;
