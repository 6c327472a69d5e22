/** Asks MySQL and MariaDB through their status variables and the performance schema. */
@NullMarked
package io.opscope.monitoring.engine.mysql;

import org.jspecify.annotations.NullMarked;
