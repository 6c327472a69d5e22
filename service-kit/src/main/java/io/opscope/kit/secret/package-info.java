/** What is kept so that a copy of the database does not give it away. */
@NullMarked
package io.opscope.kit.secret;

import org.jspecify.annotations.NullMarked;
