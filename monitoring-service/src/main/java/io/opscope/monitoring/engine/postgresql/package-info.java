/** Asks PostgreSQL, 13 and newer, through its own statistics views. */
@NullMarked
package io.opscope.monitoring.engine.postgresql;

import org.jspecify.annotations.NullMarked;
