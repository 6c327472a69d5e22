package io.opscope.tools.mapping;

/** What may stand in a field of a record. */
public enum FieldKind {
    /** Any text; numbers are taken as they are written. */
    TEXT("a text"),
    /** A moment. */
    TIME("a time"),
    /** An exact decimal number. */
    DECIMAL("a number"),
    /** A whole number. */
    INTEGER("a whole number"),
    /** A text, a number or a yes and no: a field of the attributes. */
    ANY("a value");

    private final String description;

    FieldKind(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
