/** What is counted: families of records, their fields, measures, dimensions and declared sets. */
@NullMarked
package io.opscope.metrics.catalogue;

import org.jspecify.annotations.NullMarked;
