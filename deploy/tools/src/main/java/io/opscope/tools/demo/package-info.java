/** Makes up a believable past and present of a small company, the same one for the same seed. */
@NullMarked
package io.opscope.tools.demo;

import org.jspecify.annotations.NullMarked;
