/** Moments as people and programs write them. */
@NullMarked
package io.opscope.kit.moment;

import org.jspecify.annotations.NullMarked;
