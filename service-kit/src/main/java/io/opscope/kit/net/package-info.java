/** Guarded outgoing calls: which hosts a service may be sent to by its users. */
@NullMarked
package io.opscope.kit.net;

import org.jspecify.annotations.NullMarked;
