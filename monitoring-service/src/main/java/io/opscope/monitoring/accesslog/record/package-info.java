/** What the lines of a server's log say; knows nothing of where they come from or go to. */
@NullMarked
package io.opscope.monitoring.accesslog.record;

import org.jspecify.annotations.NullMarked;
