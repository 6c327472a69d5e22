package io.opscope.tools.file;

import io.opscope.tools.cli.Complaint;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** Lets only well-formed UTF-8 text through and leaves out a byte order mark; the JDK's decoders know neither the line nor the byte where it went wrong. */
final class Utf8Stream extends FilterInputStream {

    private final Path path;
    private final boolean gzip;
    private long offset;
    private long line = 1;
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xbf;
    private boolean started;

    Utf8Stream(InputStream in, Path path, boolean gzip) {
        super(in);
        this.path = path;
        this.gzip = gzip;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var count = fill(buffer, from, length);
        if (count < 0) {
            if (missing > 0) {
                throw notUtf8("the file ends in the middle of a character");
            }
            return -1;
        }
        for (int i = from; i < from + count; i++) {
            check(buffer[i] & 0xff);
            offset++;
        }
        return count;
    }

    /** Reads to the end without looking at the text, and tells whether the archive around it is whole. */
    Optional<Complaint> damage() throws IOException {
        var ignored = new byte[1 << 14];
        try {
            while (gzip && fill(ignored, 0, ignored.length) >= 0) {
                // Only the end tells.
            }
            return Optional.empty();
        } catch (Complaint damage) {
            return Optional.of(damage);
        }
    }

    private int fill(byte[] buffer, int from, int length) throws IOException {
        try {
            if (!started) {
                started = true;
                var head = in.readNBytes(3);
                if (head.length == 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf) {
                    offset = 3;
                } else if (head.length > 0) {
                    in = new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(head), in);
                }
            }
            return in.read(buffer, from, length);
        } catch (EOFException truncated) {
            throw Complaint.aboutInput(path + " is a damaged gzip file: it ends too early, after line " + line
                    + ". Fetch it again; nothing of it was sent.");
        } catch (ZipException damaged) {
            throw Complaint.aboutInput(path + " is a damaged gzip file: after line " + line + " it cannot be unpacked ("
                    + damaged.getMessage() + "). Fetch it again; nothing of it was sent.");
        }
    }

    private void check(int octet) {
        if (missing > 0) {
            if (octet < lowest || octet > highest) {
                throw notUtf8(String.format("byte 0x%02X continues no character", octet));
            }
            missing--;
            lowest = 0x80;
            highest = 0xbf;
        } else if (octet < 0x80) {
            if (octet == '\n') {
                line++;
            } else if (octet == 0) {
                throw Complaint.aboutInput(place() + " holds a zero byte: this is not a text file"
                        + (offset < 4 ? ", or it is UTF-16" : "")
                        + ". CSV or NDJSON in UTF-8 is what can be imported.");
            }
        } else {
            start(octet);
        }
    }

    /** The table of well-formed sequences of the Unicode standard: no overlong form, no surrogate, nothing above U+10FFFF. */
    private void start(int octet) {
        if (octet >= 0xc2 && octet <= 0xdf) {
            missing = 1;
        } else if (octet >= 0xe0 && octet <= 0xef) {
            missing = 2;
            lowest = octet == 0xe0 ? 0xa0 : 0x80;
            highest = octet == 0xed ? 0x9f : 0xbf;
        } else if (octet >= 0xf0 && octet <= 0xf4) {
            missing = 3;
            lowest = octet == 0xf0 ? 0x90 : 0x80;
            highest = octet == 0xf4 ? 0x8f : 0xbf;
        } else if (offset == 0 && octet >= 0xfe) {
            throw notUtf8("it begins like UTF-16");
        } else {
            throw notUtf8(String.format("byte 0x%02X begins no character", octet));
        }
    }

    private Complaint notUtf8(String what) {
        return Complaint.aboutInput(place() + " is not UTF-8: " + what
                + ". Only UTF-8 (with or without byte order mark) can be imported; convert it first, for example with"
                + " iconv -f WINDOWS-1252 -t UTF-8.");
    }

    private String place() {
        return path + ", line " + line + ", byte " + offset + (gzip ? " of the unpacked text," : ",");
    }
}
