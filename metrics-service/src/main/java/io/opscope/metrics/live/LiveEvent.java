package io.opscope.metrics.live;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that watchers are told. One instance goes to all who are told the same, so it is written out once. */
public final class LiveEvent {

    private final String name;
    private final String data;
    private final long seq;
    private byte @Nullable [] frame;
    private volatile @Nullable String said;

    /** @param data as JSON */
    LiveEvent(String name, String data, long seq) {
        this.name = name;
        this.data = data;
        this.seq = seq;
    }

    /** What kind of event it is. */
    public String name() {
        return name;
    }

    /** What it says, as JSON. */
    public String data() {
        return data;
    }

    /** Grows with every event of a replica. */
    public long seq() {
        return seq;
    }

    /** The event in the words of another protocol, put into them once: everybody has to bring the same. */
    public String said(Function<LiveEvent, String> words) {
        var known = said;
        if (known == null) {
            known = words.apply(this);
            said = known;
        }
        return known;
    }

    /** The event as a frame of {@code /ws/live}, in UTF-8; not to be written to. */
    byte[] frame() {
        var written = frame;
        if (written == null) {
            written = ("{\"event\":\"" + name + "\",\"data\":" + data + ",\"seq\":" + seq + "}")
                    .getBytes(StandardCharsets.UTF_8);
            frame = written;
        }
        return written;
    }
}
