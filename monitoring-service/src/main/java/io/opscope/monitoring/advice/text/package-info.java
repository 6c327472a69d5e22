/** What can be said about a statement from its text alone; pure. */
@NullMarked
package io.opscope.monitoring.advice.text;

import org.jspecify.annotations.NullMarked;
