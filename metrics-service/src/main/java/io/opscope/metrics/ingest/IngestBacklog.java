package io.opscope.metrics.ingest;

import io.opscope.kit.reading.Backlog;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/** Records that were sent and wait for a commit of others. */
@Singleton
class IngestBacklog implements Backlog {

    private final Batches batches;

    IngestBacklog(Batches batches) {
        this.batches = batches;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public OptionalLong depth() {
        return OptionalLong.of(batches.waiting());
    }
}
