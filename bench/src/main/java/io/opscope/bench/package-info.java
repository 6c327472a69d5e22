/** Measures Opscope beside its alternatives: one command per figure, both sides in the same run, taking turns. */
@NullMarked
package io.opscope.bench;

import org.jspecify.annotations.NullMarked;
