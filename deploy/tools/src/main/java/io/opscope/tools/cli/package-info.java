/** What every command says to people: progress while it works and one sentence when it cannot go on. */
@NullMarked
package io.opscope.tools.cli;

import org.jspecify.annotations.NullMarked;
