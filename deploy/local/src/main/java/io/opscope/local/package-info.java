/** The commands of {@code ./opscope} and the supervisor that keeps the suite's processes running on one machine. */
@NullMarked
package io.opscope.local;

import org.jspecify.annotations.NullMarked;
