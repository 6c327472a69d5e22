package io.opscope.gateway.identity;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** Where somebody calls from, as coarse as addresses are handed out. */
final class RemoteNetwork {

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private RemoteNetwork() {}

    /** An IPv4 address as it is; of an IPv6 address the half that names the network, since one caller has all the rest. */
    static String of(String address) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                : address;
    }
}
