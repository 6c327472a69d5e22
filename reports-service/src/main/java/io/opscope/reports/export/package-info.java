/** The addresses that whole data sets are fetched from. */
@NullMarked
package io.opscope.reports.export;

import org.jspecify.annotations.NullMarked;
