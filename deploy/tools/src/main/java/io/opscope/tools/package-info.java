/** The command line tools of Opscope: clients of its public API and of nothing else. */
@NullMarked
package io.opscope.tools;

import org.jspecify.annotations.NullMarked;
