/** The PostgreSQL and the Redis beneath the suite, carried as binaries or given by address. */
@NullMarked
package io.opscope.local.server;

import org.jspecify.annotations.NullMarked;
