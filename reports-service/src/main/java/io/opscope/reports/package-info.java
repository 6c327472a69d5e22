/** Hands out whole data sets as files. */
@NullMarked
package io.opscope.reports;

import org.jspecify.annotations.NullMarked;
