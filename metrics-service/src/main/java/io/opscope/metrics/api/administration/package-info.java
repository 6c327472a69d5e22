/** Revenue for administrators. */
@NullMarked
package io.opscope.metrics.api.administration;

import org.jspecify.annotations.NullMarked;
