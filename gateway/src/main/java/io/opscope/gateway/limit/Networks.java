package io.opscope.gateway.limit;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of networks as they are written: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. */
final class Networks {

    private static final int IPV6_BYTES = 16;

    /** An IPv4 address inside of an IPv6 one begins with ten times 0 and twice this. */
    private static final int MAPPED_MARK = 10;

    private final List<Network> networks;

    Networks(String property, List<String> written) {
        this.networks = written.stream()
                .map(String::strip)
                .map(network -> parsed(property, network))
                .toList();
    }

    boolean areNone() {
        return networks.isEmpty();
    }

    boolean include(byte[] address) {
        for (var network : networks) {
            if (network.includes(address)) {
                return true;
            }
        }
        return false;
    }

    /** The bytes of an address, four where it is one of IPv4 in whatever guise; nobody is asked for names. */
    static byte @Nullable [] bytes(String address) {
        var zone = address.indexOf('%');
        var bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
        return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, IPV6_BYTES) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != IPV6_BYTES || bytes[MAPPED_MARK] != -1 || bytes[MAPPED_MARK + 1] != -1) {
            return false;
        }
        for (var i = 0; i < MAPPED_MARK; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Network parsed(String property, String written) {
        var slash = written.indexOf('/');
        var bytes = bytes(slash < 0 ? written : written.substring(0, slash));
        var bits = bytes == null ? -1 : slash < 0 ? bytes.length * 8 : bits(written.substring(slash + 1));
        if (bytes == null || bits < 0 || bits > bytes.length * 8) {
            throw new IllegalArgumentException(
                    property + ": '" + written + "' is no network; write 10.0.0.0/8, fd00::/8 or a single address");
        }
        return new Network(bytes, bits);
    }

    private static int bits(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    private record Network(byte[] prefix, int bits) {

        boolean includes(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            var whole = bits / 8;
            for (var i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            var rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
        }
    }
}
