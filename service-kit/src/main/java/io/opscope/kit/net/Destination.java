package io.opscope.kit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a call goes: the addresses that the name had when it was checked, which are what is connected to, and the name
 * itself, for the certificate to be compared with. The name is not resolved again.
 *
 * @param host as it was entered
 * @param addresses all of them may be called
 */
public record Destination(String host, List<InetAddress> addresses, int port) {

    public Destination {
        if (!HostText.isHost(host) || addresses.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("No host, no address or no port");
        }
        addresses = List.copyOf(addresses);
    }

    /**
     * A destination from the configuration, which operators answer for: it is resolved and not checked.
     *
     * @throws HostRefusedException when it has no address
     */
    public static Destination trusted(String host, int port) {
        try {
            return new Destination(host, List.of(InetAddress.getAllByName(host)), port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new HostRefusedException();
        }
    }

    /** Without addresses: what users may not know does not get printed by accident. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
