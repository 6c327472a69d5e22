package io.opscope.gateway.forward;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands where monitoring stands and does nothing by itself: a test with a field for the socket takes, or does not. */
public class ReluctantService implements QuarkusTestResourceLifecycleManager {

    private @Nullable ServerSocket socket;

    /** After the fake of all other tests, whose monitoring this one is. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            var opened = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            socket = opened;
            return Map.of("opscope.upstream.monitoring", "http://127.0.0.1:" + opened.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(socket, field -> field.getType() == ServerSocket.class);
    }

    @Override
    public void stop() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
