package io.opscope.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may be forwarded, by path segments. A literal segment goes before a variable, a variable is exactly one segment
 * that is not empty, and a trailing slash makes no difference. What is compared is the path as sent: an escaped letter
 * is another letter.
 */
public final class RouteTable {

    private final Node root = new Node();
    private final List<Route> routes;

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        routes.forEach(this::add);
    }

    /** All routes there are. */
    public List<Route> routes() {
        return routes;
    }

    /** The path without trailing slashes, as it is looked up and as the services see it. */
    public static String trimmed(String path) {
        var end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == path.length() ? path : path.substring(0, end);
    }

    /** What a trimmed path offers; null when it is not listed. */
    public @Nullable Address find(String trimmed) {
        return find(root, trimmed, 1);
    }

    private static @Nullable Address find(Node node, String path, int from) {
        if (from > path.length()) {
            return node.byMethod.isEmpty() ? null : node.address;
        }
        var slash = path.indexOf('/', from);
        var end = slash < 0 ? path.length() : slash;
        var literal = node.literals.get(path.substring(from, end));
        if (literal != null) {
            var found = find(literal, path, end + 1);
            if (found != null) {
                return found;
            }
        }
        return node.variable == null || end == from ? null : find(node.variable, path, end + 1);
    }

    private void add(Route route) {
        var node = root;
        for (var segment : segments(route.template())) {
            node = segment.startsWith("{")
                    ? node.variable()
                    : node.literals.computeIfAbsent(segment, key -> new Node());
        }
        var other = node.byMethod.putIfAbsent(route.method(), route);
        if (other != null) {
            throw new IllegalStateException(
                    "Both " + other + " and " + route + " claim the same address; docs/api has to say whose it is");
        }
    }

    private static List<String> segments(String template) {
        var segments = new ArrayList<String>();
        for (var segment : trimmed(template).substring(1).split("/", -1)) {
            segments.add(segment);
        }
        return segments;
    }

    /** What can be done at one path. */
    public static final class Address {

        private final Map<String, Route> byMethod;

        private Address(Map<String, Route> byMethod) {
            this.byMethod = byMethod;
        }

        /** The route for a method; HEAD is offered wherever GET is. */
        public @Nullable Route route(String method) {
            var route = byMethod.get(method);
            return route == null && method.equals("HEAD") ? byMethod.get("GET") : route;
        }

        /** The methods that are offered, for the Allow header. */
        public Set<String> methods() {
            var methods = new TreeMap<>(byMethod);
            if (methods.containsKey("GET")) {
                methods.putIfAbsent("HEAD", methods.get("GET"));
            }
            methods.remove(Route.WEBSOCKET);
            return methods.keySet();
        }
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> byMethod = new HashMap<>();
        final Address address = new Address(byMethod);

        @Nullable Node variable;

        Node variable() {
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }
    }
}
