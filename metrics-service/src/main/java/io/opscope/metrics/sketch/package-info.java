/** What stands for very many values in few bytes: how they are spread, and how many differ. A pure room. */
@NullMarked
package io.opscope.metrics.sketch;

import org.jspecify.annotations.NullMarked;
