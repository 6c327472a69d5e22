/** The figures that rules are about, and where each comes from. */
@NullMarked
package io.opscope.monitoring.alert.figure;

import org.jspecify.annotations.NullMarked;
