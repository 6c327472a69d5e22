package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.live.LiveFigures.RecentTransaction;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.rollup.Freshness;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the data for one scene, and remembers what it has seen of it. Used by one thread at a time. */
final class Camera {

    /** The seconds that {@code metrics:realtime} is about; the default of its address. */
    private static final int WINDOW_SECONDS = 60;

    private final Scope scope;
    private final Family messages;
    private final LivePicture picture;
    private final MessageWindow window;
    private final BusyOwners busyOwners;
    private final Freshness freshness;
    private final LiveJson json;
    private final Seen transactions = new Seen();
    private final Seen activities = new Seen();

    /** Which data had no messages within the window; null when there were some. */
    private @Nullable String empty;

    Camera(
            Scope scope,
            Family messages,
            LivePicture picture,
            MessageWindow window,
            BusyOwners busyOwners,
            Freshness freshness,
            LiveJson json) {
        this.scope = scope;
        this.messages = messages;
        this.picture = picture;
        this.window = window;
        this.busyOwners = busyOwners;
        this.freshness = freshness;
        this.json = json;
    }

    /** Sees what is there, so that what comes later is new. */
    void begin() {
        transactions.newOf(picture.newestTransactions(scope), RecentTransaction::id);
        activities.newOf(picture.newestActivities(scope), NewActivity::id);
    }

    /** Takes for seen what another replica had seen. */
    void goOnFrom(Album.Memory memory) {
        transactions.goOnFrom(memory.transactions());
        activities.goOnFrom(memory.activities());
    }

    Shot take() {
        var now = Instant.now();
        var newestTransactions = picture.newestTransactions(scope);
        var newestActivities = picture.newestActivities(scope);
        var figures = json.written(picture.update(scope, picture.figures(scope, newestTransactions, now)));
        // marked as seen last: what fails half-way is new again the next time
        return new Shot(
                figures.substring(0, figures.length() - 1),
                transactions.newOf(newestTransactions, RecentTransaction::id).stream()
                        .map(json::written)
                        .toList(),
                activities.newOf(newestActivities, NewActivity::id).stream()
                        .map(json::written)
                        .toList(),
                newestTransactions.stream().map(RecentTransaction::id).toList(),
                newestActivities.stream().map(NewActivity::id).toList());
    }

    /**
     * The messages of the last minute. Where there were none and none came in, the database is not asked again; and for one
     * user it is not, unless an account of theirs had some.
     */
    String realtime() {
        var now = Instant.now();
        var generation = freshness.generation(scope, messages, now);
        if (generation.equals(empty) || !mayHaveMessages(generation, now)) {
            return json.written(window.none(WINDOW_SECONDS, now));
        }
        var figures = window.last(scope, WINDOW_SECONDS, now);
        empty = figures.totalMessages() == 0 ? generation : null;
        return json.written(figures);
    }

    private boolean mayHaveMessages(String generation, Instant now) {
        return scope.onlyUser()
                .map(user -> busyOwners.mayInclude(scope.tenant(), user, generation, WINDOW_SECONDS, now))
                .orElse(true);
    }

    /**
     * What one look brought.
     *
     * @param figures a JSON object without its closing brace
     * @param transactions those that are new, as JSON
     * @param activities those that are new, as JSON
     * @param seenTransactions ids of the newest, new or not
     * @param seenActivities ids of the newest, new or not
     */
    record Shot(
            String figures,
            List<String> transactions,
            List<String> activities,
            List<String> seenTransactions,
            List<String> seenActivities) {}
}
