/** When alerts fire, resolve and are told of; pure. */
@NullMarked
package io.opscope.monitoring.alert.machine;

import org.jspecify.annotations.NullMarked;
