package io.opscope.kit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A network such as {@code 10.0.0.0/8} or {@code fd00::/8}; one address is a network of its own. It keeps the bytes, as an
 * address object must not be made before a native executable runs.
 */
final class AddressRange {

    /** What a literal address is made of, so that nothing else is ever asked of a name server. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private final byte[] network;
    private final int prefix;
    private final boolean isLoopback;

    private AddressRange(InetAddress network, int prefix) {
        this.network = network.getAddress();
        this.prefix = prefix;
        this.isLoopback = network.isLoopbackAddress();
    }

    static boolean isRange(String text) {
        return LITERAL.matcher(text.split("/", 2)[0]).matches();
    }

    /** Whether it is one address, spelt as one and valid; no name server is asked. */
    static boolean isAddress(String text) {
        try {
            return LITERAL.matcher(text).matches() && InetAddress.getByName(text) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static AddressRange of(String text) {
        var parts = text.split("/", 2);
        try {
            var network = InetAddress.getByName(parts[0]);
            var bits = network.getAddress().length * 8;
            var prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (!isRange(text) || prefix < 0 || prefix > bits) {
                throw notARange(text);
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw notARange(text);
        }
    }

    boolean contains(InetAddress address) {
        var theirs = address.getAddress();
        if (network.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it names loopback on purpose, not merely as a part of everything. */
    boolean isWithinLoopback() {
        return isLoopback && prefix >= 8;
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException("'" + text + "' is not an address or a network such as 10.0.0.0/8");
    }
}
