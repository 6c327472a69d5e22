/** SQL in files of their own, run with named parameters, inside the tenant's row-level security. */
@NullMarked
package io.opscope.kit.sql;

import org.jspecify.annotations.NullMarked;
