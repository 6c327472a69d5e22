/** Tells what is to be told, until it has been. */
@NullMarked
package io.opscope.monitoring.alert.delivery;

import org.jspecify.annotations.NullMarked;
