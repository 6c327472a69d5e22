/** How a service ends without anybody losing an answer. */
@NullMarked
package io.opscope.kit.ending;

import org.jspecify.annotations.NullMarked;
