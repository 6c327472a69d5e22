/** What a connection passes before its requests are read: which protocol is spoken, and whether HTTP/2 keeps its measures. */
@NullMarked
package io.opscope.gateway.edge;

import org.jspecify.annotations.NullMarked;
