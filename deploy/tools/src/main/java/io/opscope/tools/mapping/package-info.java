/** Turns the rows of somebody's file into Opscope's records. */
@NullMarked
package io.opscope.tools.mapping;

import org.jspecify.annotations.NullMarked;
