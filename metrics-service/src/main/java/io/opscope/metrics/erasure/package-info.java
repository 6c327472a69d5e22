/** Takes records and people away for good, uncounts them and notes who did it. */
@NullMarked
package io.opscope.metrics.erasure;

import org.jspecify.annotations.NullMarked;
