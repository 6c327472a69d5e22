/** What a user's own product measured and logged, for the service that shows how applications do. */
@NullMarked
package io.opscope.metrics.api.product;

import org.jspecify.annotations.NullMarked;
