/** Errors as callers see them: RFC 9457 problem documents, mapped once for every service. */
@NullMarked
package io.opscope.kit.problem;

import org.jspecify.annotations.NullMarked;
