package io.opscope.monitoring.accesslog;

import io.opscope.monitoring.accesslog.record.Cut;
import io.opscope.monitoring.accesslog.record.Memory;
import io.opscope.monitoring.engine.LogPlace;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's log has been read, as it stands in the tables.
 *
 * @param edition grows with every step; a step is made from the edition that it began at, or not at all
 * @param place null before the first step
 */
record Position(long edition, @Nullable LogPlace place, Cut cut, Memory memory) {}
