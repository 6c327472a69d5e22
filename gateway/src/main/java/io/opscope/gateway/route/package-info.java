/** Which address belongs to which service, as the committed OpenAPI documents say. */
@NullMarked
package io.opscope.gateway.route;

import org.jspecify.annotations.NullMarked;
