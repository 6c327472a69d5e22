/** How an application does: the suite itself, as its replicas say, or a product, as it sent. */
@NullMarked
package io.opscope.monitoring.application;

import org.jspecify.annotations.NullMarked;
