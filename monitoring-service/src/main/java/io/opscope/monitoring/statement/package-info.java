/** Which statements of a source take long, and what their text gives away. */
@NullMarked
package io.opscope.monitoring.statement;

import org.jspecify.annotations.NullMarked;
