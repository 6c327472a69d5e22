/** Query parameters, read the same way at every address; what is not acceptable is named with what is. */
@NullMarked
package io.opscope.metrics.api.parameter;

import org.jspecify.annotations.NullMarked;
