package io.opscope.monitoring;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for an answer to its end: the client's own time-out is over with the headers, and who stops after them would be waited
 * for without end.
 */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * The body of an answer with status 200.
     *
     * @param timeout until the last byte has to be there
     * @throws StatusException when the status is another one
     * @throws HttpTimeoutException when it is not
     * @throws IOException when there is none
     */
    public static String body(HttpClient http, HttpRequest request, Duration timeout)
            throws IOException, InterruptedException {
        var coming = http.sendAsync(request, BodyHandlers.ofString());
        try {
            var answer = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new StatusException(answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpTimeoutException late ? late : new IOException(e.getCause());
        } finally {
            coming.cancel(true);
        }
    }

    /** There is an answer, but not the one that was asked for. */
    public static final class StatusException extends IOException {

        private static final long serialVersionUID = 1;

        private final int status;

        StatusException(int status) {
            super("status " + status);
            this.status = status;
        }

        /** As HTTP numbers it. */
        public int status() {
            return status;
        }
    }
}
