/** Who is calling: verifies the internal token and turns it into a Scope. */
@NullMarked
package io.opscope.kit.auth;

import org.jspecify.annotations.NullMarked;
