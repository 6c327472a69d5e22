package io.opscope.kit.secret;

import org.jspecify.annotations.Nullable;

/** What is to be opened was sealed with another key, for something else, or is damaged; nobody can tell which. */
public class SealedOtherwiseException extends Exception {

    SealedOtherwiseException(@Nullable Throwable cause) {
        super("Sealed with another key or for something else", cause);
    }
}
