/** What the service answers, a package for each product of the contract. */
@NullMarked
package io.opscope.metrics.api;

import org.jspecify.annotations.NullMarked;
