package io.opscope.metrics.live.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.metrics.live.LiveEvent;
import java.time.Duration;
import java.util.Optional;

/** The words of both protocols, Engine.IO 4 and Socket.IO 5, as far as they are spoken here. */
final class Packets {

    /** Between the packets of one polling payload. */
    static final String SEPARATOR = "\u001e";

    static final String CLOSE = "1";
    static final String PING = "2";
    static final String PONG = "3";
    static final String UPGRADE = "5";
    static final String NOTHING = "6";
    static final String PROBE = "2probe";
    static final String PROBED = "3probe";

    static final Duration PING_EVERY = Duration.ofSeconds(25);
    static final Duration PONG_WITHIN = Duration.ofSeconds(20);

    /** Bytes of one polling payload or one WebSocket message of a client; what they say is short. */
    static final int LONGEST = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Packets() {}

    /** The first packet of a connection. */
    static String open(String sid, boolean canUpgrade) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + (canUpgrade ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + PING_EVERY.toMillis() + ",\"pingTimeout\":" + PONG_WITHIN.toMillis()
                + ",\"maxPayload\":" + LONGEST + "}";
    }

    static String connected(String sid) {
        return "40{\"sid\":\"" + sid + "\"}";
    }

    /** @param namespace with the comma that follows it; empty for the one there is */
    static String refused(String namespace, String why) {
        return "44" + namespace + "{\"message\":\"" + why + "\"}";
    }

    /** An event with what it says and its number. */
    static String event(LiveEvent event) {
        return "42[\"" + event.name() + "\"," + event.data() + "," + event.seq() + "]";
    }

    static String received(String ackId) {
        return "43" + ackId + "[]";
    }

    /** The JSON that follows the kind of a packet; nothing when it is none. */
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
