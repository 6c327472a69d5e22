/** Who asks, and whether the request is one a browser page of ours or an honest client would send. */
@NullMarked
package io.opscope.gateway.guard;

import org.jspecify.annotations.NullMarked;
