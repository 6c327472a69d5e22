/** What the services' tests stand on: real servers without Docker, tokens, and the rules of the house. */
@NullMarked
package io.opscope.kit.testing;

import org.jspecify.annotations.NullMarked;
