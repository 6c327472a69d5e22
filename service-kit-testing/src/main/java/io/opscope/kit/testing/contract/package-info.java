/** What a service's committed OpenAPI document promises, and requests made of it. */
@NullMarked
package io.opscope.kit.testing.contract;

import org.jspecify.annotations.NullMarked;
