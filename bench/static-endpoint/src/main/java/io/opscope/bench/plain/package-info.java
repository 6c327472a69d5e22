/** The simplest services that an answer out of the cache can be measured against. */
@NullMarked
package io.opscope.bench.plain;

import org.jspecify.annotations.NullMarked;
