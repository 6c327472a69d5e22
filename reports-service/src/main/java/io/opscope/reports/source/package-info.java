/** Where the data comes from: clients of the services that keep it. */
@NullMarked
package io.opscope.reports.source;

import org.jspecify.annotations.NullMarked;
