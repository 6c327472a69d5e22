package io.opscope.gateway.ending;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads at a rate from two gateways in turn; asks the other one only where a connection was refused. */
final class Load implements AutoCloseable {

    private static final int READERS = 16;

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService readers = Executors.newScheduledThreadPool(READERS);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<URI> addresses;
    private final String token;

    Load(List<URI> addresses, String token) {
        this.addresses = addresses;
        this.token = token;
    }

    void start(int perSecond) {
        var micros = TimeUnit.SECONDS.toMicros(1) * READERS / perSecond;
        for (var i = 0; i < READERS; i++) {
            readers.scheduleAtFixedRate(this::read, micros * i / READERS, micros, TimeUnit.MICROSECONDS);
        }
    }

    private void read() {
        var first = asked.getAndIncrement() % addresses.size();
        try {
            ask(first);
        } catch (ConnectException refused) {
            try {
                ask((first + 1) % addresses.size());
            } catch (IOException | InterruptedException e) {
                failed.add(e.toString());
            }
        } catch (IOException | InterruptedException e) {
            failed.add(e.toString());
        }
    }

    private void ask(int which) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(addresses.get(which))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            answered.incrementAndGet();
        } else {
            failed.add(answer.statusCode() + " " + answer.body());
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    @Override
    public void close() throws InterruptedException {
        readers.shutdown();
        readers.awaitTermination(30, TimeUnit.SECONDS);
    }
}
