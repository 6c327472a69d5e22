package io.opscope.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    @Test
    void aLiteralGoesBeforeAVariable() {
        var table = table("/jobs/{id}", "/jobs/latest", "/jobs/{id}/file");
        assertEquals("/jobs/latest", template(table, "/jobs/latest"));
        assertEquals("/jobs/{id}", template(table, "/jobs/7"));
        assertEquals("/jobs/{id}/file", template(table, "/jobs/latest/file"));
    }

    @Test
    void aVariableIsOneSegmentAndNotEmpty() {
        var table = table("/jobs/{id}");
        assertNull(table.find("/jobs"));
        assertNull(table.find("/jobs/"));
        assertNull(table.find("/jobs/1/2"));
        assertNull(table.find("/"));
    }

    @Test
    void headComesWithGet() {
        var address = table("/jobs").find("/jobs");
        assertNotNull(address);
        assertNotNull(address.route("HEAD"));
        assertNull(address.route("POST"));
        assertEquals(Set.of("GET", "HEAD"), address.methods());
    }

    @Test
    void noAddressHasTwoOwners() {
        var routes = List.of(
                new Route(Destination.METRICS, "GET", "/jobs/{id}"),
                new Route(Destination.REPORTS, "GET", "/jobs/{job}"));
        assertThrows(IllegalStateException.class, () -> new RouteTable(routes));
    }

    @Test
    void whatServicesAskEachOtherIsNoRoute() throws Exception {
        var document = new ObjectMapper().readTree("""
                        {"paths": {"/internal/export": {"get": {}}, "/internal": {"get": {}},
                                   "/internals": {"get": {}, "parameters": []}}}""");
        assertEquals(
                List.of(new Route(Destination.METRICS, "GET", "/internals")),
                Routes.routes(Destination.METRICS, document));
    }

    @Property
    void itFindsWhatAPatternWouldFind(@ForAll("templates") List<String> templates, @ForAll("paths") String path) {
        var table = table(templates.stream().distinct().toArray(String[]::new));
        var anyMatches = templates.stream()
                .anyMatch(template -> Pattern.matches(template.replaceAll("\\{\\w+}", "[^/]+"), path));
        assertEquals(anyMatches, table.find(path) != null);
    }

    @Provide
    Arbitrary<List<String>> templates() {
        return path("a", "b", "{x}").list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> paths() {
        return path("a", "b", "c");
    }

    private static Arbitrary<String> path(String... segments) {
        return Arbitraries.of(segments).list().ofMinSize(1).ofMaxSize(4).map(parts -> "/" + String.join("/", parts));
    }

    private static RouteTable table(String... templates) {
        var routes = new ArrayList<Route>();
        for (var template : templates) {
            routes.add(new Route(Destination.METRICS, "GET", template));
        }
        return new RouteTable(routes);
    }

    private static @Nullable String template(RouteTable table, String path) {
        var address = table.find(path);
        var route = address == null ? null : address.route("GET");
        return route == null ? null : route.template();
    }
}
