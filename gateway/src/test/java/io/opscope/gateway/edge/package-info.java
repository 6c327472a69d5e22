@org.jspecify.annotations.NullMarked
package io.opscope.gateway.edge;
