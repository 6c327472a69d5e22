/** Records coming in: read, checked, batched and stored exactly once. */
@NullMarked
package io.opscope.metrics.ingest;

import org.jspecify.annotations.NullMarked;
