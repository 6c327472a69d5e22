/** Redis as all rooms use it: it is asked as long as it answers in time, and nobody waits to find out whether it does. */
@NullMarked
package io.opscope.kit.redis;

import org.jspecify.annotations.NullMarked;
