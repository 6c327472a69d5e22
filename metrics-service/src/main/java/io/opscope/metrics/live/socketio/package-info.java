/** The live events over Socket.IO 4: Engine.IO's two transports, and of Socket.IO what the products' pages use. */
@NullMarked
package io.opscope.metrics.live.socketio;

import org.jspecify.annotations.NullMarked;
