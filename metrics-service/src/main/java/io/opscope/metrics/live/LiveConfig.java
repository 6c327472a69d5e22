package io.opscope.metrics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often watchers are told what is going on, and how much is kept for those who come back. */
@ConfigMapping(prefix = "opscope.live")
public interface LiveConfig {

    /** How often a picture is sent without being asked for. */
    @WithDefault("5s")
    Duration every();

    /** How long requests are gathered that one picture answers. */
    @WithDefault("20ms")
    Duration gatherFor();

    /** How soon after one request was answered the next one is. */
    @WithDefault("250ms")
    Duration answerAtMostEvery();

    /** How long pictures are held for who comes back with {@code since}. */
    @WithDefault("5m")
    Duration heldFor();

    /** Pictures held of each scope. */
    @WithDefault("100")
    int heldPictures();

    /** Events that may wait for one socket; who has more waiting is let go. Has to exceed the pictures held. */
    @WithDefault("128")
    int waitingEvents();

    /** How long one event may take to leave for a socket before that is let go. */
    @WithDefault("15s")
    Duration patience();

    /** How long Redis is waited for when somebody comes back whom another replica showed something. */
    @WithDefault("500ms")
    Duration redisPatience();

    /** Pictures that are taken at the same time, for different scopes. */
    @WithDefault("4")
    int picturesAtOnce();
}
