package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Roles;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an API key may be used for. It narrows what the key's roles allow and adds nothing to it. */
public enum KeyScope {

    /** Manage accounts, keys, sessions and tenants and read the audit; never given unless asked for. */
    @JsonProperty("admin")
    ADMIN(Set.of(Roles.ADMIN)),

    /** Send records in. */
    @JsonProperty("ingest")
    INGEST(Set.of(Roles.ADMIN, Roles.INGEST)),

    /** Ask. */
    @JsonProperty("read")
    READ(Set.of(Roles.ADMIN, Roles.VIEWER, Roles.USER)),

    /** Change anything else. */
    @JsonProperty("write")
    WRITE(Set.of(Roles.ADMIN, Roles.VIEWER, Roles.USER));

    /** The names of all, as they are written. */
    static final String ALL = Arrays.stream(values()).map(KeyScope::text).collect(Collectors.joining(", "));

    /** What people may use what they showed for, who need no key. */
    static final Set<KeyScope> EVERYTHING = Set.of(values());

    private final Set<String> roles;

    KeyScope(Set<String> roles) {
        this.roles = roles;
    }

    /** As it is written in JSON, in OpenAPI and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a key with some of these roles can have any use for it. */
    boolean suits(Collection<String> given) {
        return given.stream().anyMatch(roles::contains);
    }

    /** What a key with these roles is for when its maker does not say. */
    static Set<KeyScope> usual(Collection<String> given) {
        var usual = EnumSet.noneOf(KeyScope.class);
        for (var scope : EnumSet.complementOf(EnumSet.of(ADMIN))) {
            if (scope.suits(given)) {
                usual.add(scope);
            }
        }
        return usual;
    }

    /** In one order, as they are kept. */
    static String[] texts(Set<KeyScope> scopes) {
        return scopes.stream()
                .map(KeyScope::text)
                .collect(Collectors.toCollection(TreeSet::new))
                .toArray(String[]::new);
    }

    /** The scopes of such names; those that nobody knows are none. */
    static Set<KeyScope> named(Collection<String> texts) {
        var scopes = EnumSet.noneOf(KeyScope.class);
        for (var scope : values()) {
            if (texts.contains(scope.text())) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
