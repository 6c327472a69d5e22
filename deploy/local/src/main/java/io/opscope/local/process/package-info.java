/** Operating system processes, their owners, ports and logs. */
@NullMarked
package io.opscope.local.process;

import org.jspecify.annotations.NullMarked;
