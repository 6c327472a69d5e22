/** Watches databases and answers how they fare. */
@NullMarked
package io.opscope.monitoring;

import org.jspecify.annotations.NullMarked;
