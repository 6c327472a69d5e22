/** Whom and what the records speak of: users, tools, campaigns, accounts, routes. */
@NullMarked
package io.opscope.metrics.directory;

import org.jspecify.annotations.NullMarked;
