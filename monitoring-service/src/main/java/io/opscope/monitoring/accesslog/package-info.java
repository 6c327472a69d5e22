/** Who signed in to a source and what was done there, from the log or audit log that its server writes. */
@NullMarked
package io.opscope.monitoring.accesslog;

import org.jspecify.annotations.NullMarked;
