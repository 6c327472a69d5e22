/** The databases under watch: where each stands and what it is signed in to with. */
@NullMarked
package io.opscope.monitoring.source;

import org.jspecify.annotations.NullMarked;
