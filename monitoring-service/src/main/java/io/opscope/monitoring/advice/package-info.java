/** What could be done about a statement that takes long: read from its text, and put to the planner. */
@NullMarked
package io.opscope.monitoring.advice;

import org.jspecify.annotations.NullMarked;
