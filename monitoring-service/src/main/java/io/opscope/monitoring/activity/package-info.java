/** What runs in a source at this moment. */
@NullMarked
package io.opscope.monitoring.activity;

import org.jspecify.annotations.NullMarked;
