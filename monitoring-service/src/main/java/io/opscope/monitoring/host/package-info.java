/** Tells how busy the machine is that a source's server runs on, from whatever can tell it, and never from a guess. */
@NullMarked
package io.opscope.monitoring.host;

import org.jspecify.annotations.NullMarked;
