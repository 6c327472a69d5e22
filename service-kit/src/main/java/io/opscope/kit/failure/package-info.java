/** What failed in any service, grouped and counted, left in Redis for whoever looks after the suite. */
@NullMarked
package io.opscope.kit.failure;

import org.jspecify.annotations.NullMarked;
