/** The gateway as its callers meet it: over HTTP, with real servers beneath and a small one in the services' place. */
@NullMarked
package io.opscope.gateway;

import org.jspecify.annotations.NullMarked;
