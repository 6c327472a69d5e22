/** What a native executable has to be told about libraries; nothing here runs on the JVM. */
@NullMarked
package io.opscope.kit.graal;

import org.jspecify.annotations.NullMarked;
