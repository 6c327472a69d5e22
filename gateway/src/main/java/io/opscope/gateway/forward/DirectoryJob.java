package io.opscope.gateway.forward;

import io.opscope.gateway.identity.DirectoryOutbox;
import io.opscope.gateway.identity.DirectoryOutbox.News;
import io.opscope.gateway.route.Destination;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the directory of people about accounts, again and again until it has taken it. */
@ApplicationScoped
class DirectoryJob {

    private static final int PATIENCE_SECONDS = 5;

    private final DirectoryOutbox outbox;
    private final Upstreams upstreams;
    private boolean failing;

    /** Whether the database did not say last time who is waiting. */
    private boolean blind;

    DirectoryJob(DirectoryOutbox outbox, Upstreams upstreams) {
        this.outbox = outbox;
        this.upstreams = upstreams;
    }

    @Scheduled(every = "{opscope.directory.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void tell() throws InterruptedException {
        try {
            tellAll();
            blind = false;
        } catch (RuntimeException e) {
            // The scheduler would log it as its own, and each time.
            if (!blind) {
                Log.errorf(e, "Which accounts the directory has yet to be told about cannot be read or noted");
            }
            blind = true;
        }
    }

    private void tellAll() throws InterruptedException {
        for (var news : outbox.waiting()) {
            var status = answer(news);
            if (status.isEmpty() || status.get() >= 500) {
                return;
            }
            // One that is refused waits for the next time; those behind it need not wait with it.
            if (status.get() / 100 == 2) {
                outbox.told(news);
            }
        }
    }

    /** The status of the directory's answer; empty when there was none. */
    private Optional<Integer> answer(News news) throws InterruptedException {
        try {
            var status = put(news).toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            note(status / 100 == 2, "it answered " + status);
            return Optional.of(status);
        } catch (ExecutionException | TimeoutException e) {
            note(false, e.toString());
            return Optional.empty();
        }
    }

    private Future<Integer> put(News news) {
        var metrics = upstreams.of(Destination.METRICS).next(null);
        if (metrics == null) {
            return Future.failedFuture("It is left alone for now");
        }
        var body = new JsonObject()
                .put("email", news.email())
                .put("full_name", news.fullName())
                .put("is_active", news.isActive())
                .put("created_at", news.createdAt().toString());
        var options = new RequestOptions()
                .setMethod(HttpMethod.PUT)
                .setTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                .setURI("/api/v1/directory/users/" + news.accountId())
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + news.internalToken())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        return metrics.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.end().map(done -> response.statusCode()))
                .onSuccess(status -> metrics.answered())
                .onFailure(metrics::failed);
    }

    /** Said once when it begins to fail and once when it works again. */
    private void note(boolean taken, String reason) {
        if (!taken && !failing) {
            Log.warnf("The directory does not take accounts yet (%s); it is told again until it does", reason);
        } else if (taken && failing) {
            Log.info("The directory takes accounts again");
        }
        failing = !taken;
    }
}
