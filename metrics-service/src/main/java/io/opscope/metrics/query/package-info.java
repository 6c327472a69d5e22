/** Questions about what was counted, and the pages of records themselves. */
@NullMarked
package io.opscope.metrics.query;

import org.jspecify.annotations.NullMarked;
