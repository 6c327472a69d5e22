/** Tells Prometheus' Alertmanager. */
@NullMarked
package io.opscope.monitoring.alert.channel.alertmanager;

import org.jspecify.annotations.NullMarked;
