/** The import command: checks a file, moves its times, sends it and reports what was refused. */
@NullMarked
package io.opscope.tools.load;

import org.jspecify.annotations.NullMarked;
