/** Messages, campaigns, accounts and routes right now, trends and forecasts, and questions of one's own. */
@NullMarked
package io.opscope.metrics.api.messaging;

import org.jspecify.annotations.NullMarked;
