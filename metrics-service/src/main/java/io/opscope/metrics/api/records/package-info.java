/** The records themselves, page by page, one by one, or all of them in a stream. */
@NullMarked
package io.opscope.metrics.api.records;

import org.jspecify.annotations.NullMarked;
