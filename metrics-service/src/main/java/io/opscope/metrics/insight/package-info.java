/** What a series of figures says: where it is heading, what comes next and what is out of the ordinary; pure. */
@NullMarked
package io.opscope.metrics.insight;

import org.jspecify.annotations.NullMarked;
