package io.opscope.gateway.route;

/**
 * One operation that may be asked for.
 *
 * @param method as in HTTP, or WEBSOCKET
 * @param template the path with its variables in braces
 */
public record Route(Destination service, String method, String template) {

    /** The method of a route that is opened rather than asked. */
    public static final String WEBSOCKET = "WEBSOCKET";

    public boolean isWebSocket() {
        return method.equals(WEBSOCKET);
    }
}
