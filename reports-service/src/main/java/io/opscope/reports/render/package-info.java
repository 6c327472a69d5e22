/** How data is written: one format each. */
@NullMarked
package io.opscope.reports.render;

import org.jspecify.annotations.NullMarked;
