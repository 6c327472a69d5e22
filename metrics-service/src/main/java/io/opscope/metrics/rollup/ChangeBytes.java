package io.opscope.metrics.rollup;

import io.opscope.metrics.catalogue.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch's changes as bytes, for the journal. Texts, which repeat themselves within a batch, stand where they come first
 * and are referred to by their number afterwards. Bytes of another version are an error: they are read within seconds of
 * having been written, by a service of the same version or the next.
 */
final class ChangeBytes {

    private static final byte VERSION = 1;
    private static final int BEFORE = 1;
    private static final int AFTER = 2;
    private static final int NO_TEXT = -1;
    private static final int NO_NUMBER = -1;

    private ChangeBytes() {}

    static byte[] of(Collection<Change> changes) {
        try {
            var bytes = new ByteArrayOutputStream();
            new Writer(new DataOutputStream(bytes)).write(changes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Change> read(byte[] bytes) {
        try {
            return new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Writer {

        private final DataOutputStream out;
        private final Map<String, Integer> texts = new HashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void write(Collection<Change> changes) throws IOException {
            out.writeByte(VERSION);
            out.writeInt(changes.size());
            for (var change : changes) {
                var before = change.before();
                var after = change.after();
                out.writeByte((before == null ? 0 : BEFORE) | (after == null ? 0 : AFTER));
                if (before != null) {
                    write(before);
                }
                if (after != null) {
                    write(after);
                }
            }
        }

        private void write(Counted counted) throws IOException {
            out.writeLong(counted.at().getEpochSecond());
            out.writeInt(counted.at().getNano());
            out.writeByte(counted.outcome().code());
            text(counted.currency());
            text(counted.userId());
            out.writeByte(counted.dims().size());
            for (var dim : counted.dims()) {
                text(dim);
            }
            out.writeByte(counted.measures().size());
            for (var measure : counted.measures()) {
                number(measure);
            }
        }

        private void text(@Nullable String text) throws IOException {
            if (text == null) {
                out.writeInt(NO_TEXT);
                return;
            }
            var known = texts.putIfAbsent(text, texts.size());
            if (known != null) {
                out.writeInt(known);
                return;
            }
            out.writeInt(texts.size() - 1);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        private void number(@Nullable BigDecimal number) throws IOException {
            if (number == null) {
                out.writeByte(NO_NUMBER);
                return;
            }
            var unscaled = number.unscaledValue().toByteArray();
            out.writeByte(unscaled.length);
            out.write(unscaled);
            out.writeInt(number.scale());
        }
    }

    private static final class Reader {

        private final DataInputStream in;
        private final List<String> texts = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        List<Change> read() throws IOException {
            var version = in.readByte();
            if (version != VERSION) {
                throw new IOException("Changes of version " + version + "; " + VERSION + " is read");
            }
            var count = in.readInt();
            var changes = new ArrayList<Change>(count);
            for (int i = 0; i < count; i++) {
                var parts = in.readByte();
                var before = (parts & BEFORE) == 0 ? null : counted();
                var after = (parts & AFTER) == 0 ? null : counted();
                changes.add(new Change(before, after));
            }
            return changes;
        }

        private Counted counted() throws IOException {
            var at = Instant.ofEpochSecond(in.readLong(), in.readInt());
            var outcome = Outcome.of(in.readByte());
            var currency = present(text());
            var user = text();
            var dims = new ArrayList<String>();
            for (int left = in.readByte(); left > 0; left--) {
                dims.add(present(text()));
            }
            var measures = new ArrayList<@Nullable BigDecimal>();
            for (int left = in.readByte(); left > 0; left--) {
                measures.add(number());
            }
            return new Counted(at, outcome, currency, user, dims, measures);
        }

        private @Nullable String text() throws IOException {
            var place = in.readInt();
            if (place == NO_TEXT) {
                return null;
            }
            if (place == texts.size()) {
                texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return texts.get(place);
        }

        private static String present(@Nullable String text) throws IOException {
            if (text == null) {
                throw new IOException("A text is missing");
            }
            return text;
        }

        private @Nullable BigDecimal number() throws IOException {
            var length = in.readByte();
            return length == NO_NUMBER ? null : new BigDecimal(new BigInteger(in.readNBytes(length)), in.readInt());
        }
    }
}
