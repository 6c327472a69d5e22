/** The way to the services and back: streams, WebSockets, header rules, and how the services are. */
@NullMarked
package io.opscope.gateway.forward;

import org.jspecify.annotations.NullMarked;
