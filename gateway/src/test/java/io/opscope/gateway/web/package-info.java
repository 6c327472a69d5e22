/** Tests of the room web. */
package io.opscope.gateway.web;
