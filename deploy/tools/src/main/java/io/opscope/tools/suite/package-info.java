/** Speaks HTTP to a running suite: signs in, sends records, waits while a service restarts. */
@NullMarked
package io.opscope.tools.suite;

import org.jspecify.annotations.NullMarked;
