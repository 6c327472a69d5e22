/** How the suite itself did, kept as measurements like anybody's. */
@NullMarked
package io.opscope.metrics.history;

import org.jspecify.annotations.NullMarked;
