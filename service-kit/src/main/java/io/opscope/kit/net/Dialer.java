package io.opscope.kit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connects to destinations, to the addresses that were checked and to nothing else. */
public final class Dialer {

    private Dialer() {}

    /**
     * A connection to the first of the addresses that takes it; its socket has a channel, so that it can be listened to.
     *
     * @param timeout for all of them together
     * @throws IOException when none does, as the last one said
     */
    public static Socket connect(Destination destination, Duration timeout) throws IOException {
        var deadline = System.nanoTime() + timeout.toNanos();
        IOException last = new SocketTimeoutException("No time was left to connect");
        for (var address : destination.addresses()) {
            var left = Math.toIntExact((deadline - System.nanoTime()) / 1_000_000);
            if (left <= 0) {
                break;
            }
            try {
                return connect(address, destination.port(), left);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Socket connect(InetAddress address, int port, int milliseconds) throws IOException {
        var channel = SocketChannel.open();
        try {
            var socket = channel.socket();
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(address, port), milliseconds);
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
