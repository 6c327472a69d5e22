/** What each replica reads of itself and its machine, left in Redis for whoever shows the suite as a whole. */
@NullMarked
package io.opscope.kit.reading;

import org.jspecify.annotations.NullMarked;
