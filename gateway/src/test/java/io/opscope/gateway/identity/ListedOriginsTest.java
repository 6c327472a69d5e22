package io.opscope.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedOriginsTest {

    @Test
    void nobodyIsListedUnlessSomebodySaysSo() {
        var origins = new ListedOrigins(Optional::empty);
        assertFalse(origins.areAny());
        assertFalse(origins.include("https://shop.example.com"));
        assertFalse(origins.include(null));
    }

    @Test
    void onlyWhatIsListedLetterByLetterIsIncluded() {
        var origins = listed("https://Shop.example.com", "http://[::1]:3000", "http://localhost:5173");
        assertTrue(origins.include("https://shop.example.com"));
        assertTrue(origins.include("http://[::1]:3000"));
        assertFalse(origins.include("http://shop.example.com"));
        assertFalse(origins.include("https://a.shop.example.com"));
        assertFalse(origins.include("null"));
    }

    @Test
    void whatIsNoOriginIsRefusedAtTheStart() {
        for (var wrong : new String[] {
            "*",
            "null",
            "shop.example.com",
            "https://*.example.com",
            "https://shop.example.com/",
            "https://shop.example.com/page",
            "https://shop.example.com:443",
            "http://shop.example.com:80",
            "https://me@shop.example.com",
            "file:///home",
        }) {
            assertThrows(IllegalArgumentException.class, () -> listed(wrong), wrong);
        }
    }

    private static ListedOrigins listed(String... origins) {
        return new ListedOrigins(() -> Optional.of(Set.of(origins)));
    }
}
