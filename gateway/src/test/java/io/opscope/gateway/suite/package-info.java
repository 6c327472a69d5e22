/** The whole suite as it is shipped, asked through its gateway. */
@NullMarked
package io.opscope.gateway.suite;

import org.jspecify.annotations.NullMarked;
