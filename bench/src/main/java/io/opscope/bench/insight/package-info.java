/** Measures forecasts and the search for anomalies on recorded series; needs no running suite. */
@NullMarked
package io.opscope.bench.insight;

import org.jspecify.annotations.NullMarked;
