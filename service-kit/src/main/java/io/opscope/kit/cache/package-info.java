/** Answers kept in two levels, in the process and in Redis, each loaded once. */
@NullMarked
package io.opscope.kit.cache;

import org.jspecify.annotations.NullMarked;
