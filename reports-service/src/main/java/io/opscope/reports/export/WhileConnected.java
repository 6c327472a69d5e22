package io.opscope.reports.export;

import io.vertx.core.http.HttpServerResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Fails when the client has left; the server's own stream would go on and throw every byte away. */
final class WhileConnected extends FilterOutputStream {

    private final HttpServerResponse response;

    WhileConnected(OutputStream out, HttpServerResponse response) {
        super(out);
        this.response = response;
    }

    @Override
    public void write(int value) throws IOException {
        check();
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        check();
        out.write(bytes, offset, length);
    }

    private void check() throws IOException {
        if (response.closed()) {
            throw new IOException("The client left");
        }
    }
}
