/** The last lines that any replica of any service logged, kept in Redis for whoever shows them. */
@NullMarked
package io.opscope.kit.tail;

import org.jspecify.annotations.NullMarked;
