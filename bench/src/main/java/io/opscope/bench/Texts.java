package io.opscope.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL that lies beside the measurements. */
final class Texts {

    private Texts() {}

    static String of(String file) throws IOException {
        try (InputStream in = Texts.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
