package io.opscope.reports.export;

import io.opscope.reports.render.Renderer;
import io.opscope.reports.source.JobStream;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file that is being made while it is sent: either written once, or abandoned. */
final class Export {

    private final String name;
    private final Renderer renderer;
    private final JobStream jobs;
    private final Runnable done;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * @param name what it is saved as
     * @param done run once when it has been written, broken off or abandoned
     */
    Export(String name, Renderer renderer, JobStream jobs, Runnable done) {
        this.name = name;
        this.renderer = renderer;
        this.jobs = jobs;
        this.done = done;
    }

    String name() {
        return name;
    }

    String mediaType() {
        return renderer.mediaType();
    }

    /** Jobs before this moment are gone, though they were asked for; empty when all are there. */
    Optional<Instant> since() {
        return jobs.since();
    }

    void write(OutputStream out) throws IOException {
        if (!taken.compareAndSet(false, true)) {
            throw new IOException("The client left before the first byte");
        }
        try (jobs) {
            renderer.write(jobs, out);
        } finally {
            done.run();
        }
    }

    /** Lets go of everything if nobody has begun to write: the request was for the head alone, or its client left. */
    void abandon() {
        if (taken.compareAndSet(false, true)) {
            try {
                jobs.close();
            } catch (IOException e) {
                Log.debugf("Closing %s: %s", name, e.toString());
            } finally {
                done.run();
            }
        }
    }
}
