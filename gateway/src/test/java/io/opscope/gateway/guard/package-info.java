/** Tests of the room guard. */
package io.opscope.gateway.guard;
