/** Tests of the room forward. */
package io.opscope.gateway.forward;
