@org.jspecify.annotations.NullMarked
package io.opscope.kit.failure;
