/** How many requests a caller or an address may make: counted across replicas, and decided without asking anybody. */
@NullMarked
package io.opscope.gateway.limit;

import org.jspecify.annotations.NullMarked;
