/** The metrics service: takes records in, counts them exactly and answers from what it counted. */
@NullMarked
package io.opscope.metrics;

import org.jspecify.annotations.NullMarked;
