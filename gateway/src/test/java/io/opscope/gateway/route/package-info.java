/** Tests of the room route. */
package io.opscope.gateway.route;
