/** The one door to Opscope: finds out who asks, and carries the question to the service that answers. */
@NullMarked
package io.opscope.gateway;

import org.jspecify.annotations.NullMarked;
