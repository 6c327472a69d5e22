/** What was counted: signed differences added to every tier in the transaction that stores the record. */
@NullMarked
package io.opscope.metrics.rollup;

import org.jspecify.annotations.NullMarked;
