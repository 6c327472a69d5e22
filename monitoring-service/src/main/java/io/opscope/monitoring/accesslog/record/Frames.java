package io.opscope.monitoring.accesslog.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where records begin and end. One per line; in CSV a quoted text may have line ends of its own. Every quotation mark
 * within such a text is doubled there, so a text can hold whatever looks like a record and is none. A mark that stands
 * where the format has none comes from a line that the server could not finish before it died, and from nothing else.
 */
final class Frames {

    /** Bytes of a record that are waited for until its end is there; of a longer one, the rest is passed over. */
    static final int LONGEST = 256 * 1024;

    private enum Place {
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final byte[] bytes;
    private final boolean isCsv;
    private final List<Frame> frames = new ArrayList<>();
    private Place place;
    private boolean torn;
    private int begun;
    private boolean skipping;

    private Frames(byte[] bytes, boolean isCsv, Cut cut) {
        this.bytes = bytes;
        this.isCsv = isCsv;
        this.skipping = cut != Cut.NONE;
        this.place = switch (cut) {
            case NONE -> Place.FIELD_START;
            case SKIPPING -> Place.PLAIN;
            case SKIPPING_QUOTED -> Place.QUOTED;
        };
    }

    /**
     * @param cut of the place that the bytes begin at
     * @param ends whether nothing follows the bytes, ever
     */
    static Framed split(byte[] bytes, boolean isCsv, Cut cut, boolean ends) {
        return new Frames(bytes, isCsv, cut).split(ends);
    }

    private Framed split(boolean ends) {
        for (var i = 0; i < bytes.length; i++) {
            if (isEnd(bytes[i])) {
                end(i);
            }
        }
        var left = bytes.length - begun;
        if (ends) {
            if (left > 0 && !skipping) {
                frames.add(new Frame(begun, rest(), false, true));
            }
            return new Framed(frames, bytes.length, Cut.NONE);
        }
        if (skipping || left >= LONGEST) {
            // a mark at the very end may be the first of two: it is looked at again with what follows
            var consumed = place == Place.AFTER_QUOTE ? bytes.length - 1 : bytes.length;
            if (!skipping) {
                frames.add(new Frame(begun, Arrays.copyOfRange(bytes, begun, begun + LONGEST), true, torn));
            }
            var isQuoted = place == Place.QUOTED || place == Place.AFTER_QUOTE;
            return new Framed(frames, consumed, isQuoted ? Cut.SKIPPING_QUOTED : Cut.SKIPPING);
        }
        return new Framed(frames, begun, Cut.NONE);
    }

    private byte[] rest() {
        return Arrays.copyOfRange(bytes, begun, bytes.length);
    }

    private void end(int at) {
        if (!skipping && at > begun) {
            frames.add(new Frame(begun, Arrays.copyOfRange(bytes, begun, at), false, torn));
        }
        begun = at + 1;
        skipping = false;
        torn = false;
        place = Place.FIELD_START;
    }

    private boolean isEnd(byte b) {
        return isCsv ? isCsvEnd(b) : b == '\n';
    }

    private boolean isCsvEnd(byte b) {
        switch (place) {
            case QUOTED -> place = b == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
            case AFTER_QUOTE -> {
                if (b == '\n') {
                    return true;
                }
                if (b == ',') {
                    place = Place.FIELD_START;
                } else {
                    // doubled; or else the mark before began a text, and the one before that was never closed
                    torn |= b != '"';
                    place = Place.QUOTED;
                }
            }
            case FIELD_START, PLAIN -> {
                if (b == '\n') {
                    return true;
                }
                torn |= b == '"' && place == Place.PLAIN;
                place = b == '"' ? Place.QUOTED : b == ',' ? Place.FIELD_START : Place.PLAIN;
            }
        }
        return false;
    }

    /**
     * One record.
     *
     * @param offset bytes before it
     * @param cut whether it goes on beyond {@code bytes}
     * @param torn whether it is none that the server wrote as a whole
     */
    record Frame(int offset, byte[] bytes, boolean cut, boolean torn) {}

    /**
     * @param consumed bytes that need not be read again
     * @param cut of the place behind them
     */
    record Framed(List<Frame> frames, int consumed, Cut cut) {}
}
