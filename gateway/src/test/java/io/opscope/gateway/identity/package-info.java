/** Tests of the room identity. */
package io.opscope.gateway.identity;
