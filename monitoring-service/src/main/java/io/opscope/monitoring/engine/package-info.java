/** What can be asked of a database of any kind; each kind is one package below that implements Engine. */
@NullMarked
package io.opscope.monitoring.engine;

import org.jspecify.annotations.NullMarked;
