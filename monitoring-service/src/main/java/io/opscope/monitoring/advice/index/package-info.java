/** Which indexes might help a statement: read from the planner's plan of it and from the indexes that there are; pure. */
@NullMarked
package io.opscope.monitoring.advice.index;

import org.jspecify.annotations.NullMarked;
