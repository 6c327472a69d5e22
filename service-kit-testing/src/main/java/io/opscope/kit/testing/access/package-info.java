/** Who may ask for what, as docs/api/authorization.yaml lays it down, tried with every caller there is. */
@NullMarked
package io.opscope.kit.testing.access;

import org.jspecify.annotations.NullMarked;
