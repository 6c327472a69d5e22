package io.opscope.reports.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body as a stream that asks for more only when it has been read, so that a slow reader slows the sender
 * down, and that gives up after a silence, which the JDK's own stream never does. Ends normally only when the sender
 * ended it; anything else is an {@link IOException}.
 */
final class PatientBody extends InputStream implements BodySubscriber<InputStream> {

    private final Duration longestSilence;
    /** Holds two signals at most, since nothing is asked for before the last was taken: one of data and an end. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private boolean ended;

    PatientBody(Duration longestSilence) {
        this.longestSilence = longestSilence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (!subscription.complete(given)) {
            given.cancel();
            return;
        }
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> data) {
        signals.add(new Signal(data, null));
    }

    @Override
    public void onError(Throwable reason) {
        signals.add(new Signal(List.of(), reason));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(null, null));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var buffer = buffers.getFirst();
        var count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        if (!buffer.hasRemaining()) {
            buffers.removeFirst();
        }
        return count;
    }

    /** Tells the sender that nothing more is wanted. */
    @Override
    public void close() {
        ended = true;
        buffers.clear();
        if (!subscription.complete(NOBODY)) {
            subscription.join().cancel();
        }
    }

    /** Has something to read in the buffers, or says that there is nothing more. */
    private boolean fill() throws IOException {
        while (buffers.isEmpty()) {
            if (ended) {
                return false;
            }
            var signal = next();
            if (signal.reason() != null) {
                throw new IOException("The sender broke off", signal.reason());
            }
            if (signal.data() == null) {
                ended = true;
                return false;
            }
            signal.data().stream().filter(ByteBuffer::hasRemaining).forEach(buffers::addLast);
            subscription.join().request(1);
        }
        return true;
    }

    private Signal next() throws IOException {
        try {
            var signal = signals.poll(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
            if (signal == null) {
                close();
                throw new SocketTimeoutException("Nothing came for " + longestSilence);
            }
            return signal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("Reading was interrupted").initCause(e);
        }
    }

    /** Data, or the end when there is neither data nor a reason, or the reason why no more will come. */
    private record Signal(
            @Nullable List<ByteBuffer> data, @Nullable Throwable reason) {}

    private static final Subscription NOBODY = new Subscription() {
        @Override
        public void request(long n) {
            // closed before the sender was there: nothing is asked for
        }

        @Override
        public void cancel() {
            // there is nobody to tell
        }
    };
}
