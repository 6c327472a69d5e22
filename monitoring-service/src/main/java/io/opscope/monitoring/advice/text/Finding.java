package io.opscope.monitoring.advice.text;

/** What a statement's text gives away, in the order it is told. */
public enum Finding {
    ALL_UPDATED("No WHERE: every row of the table is updated."),
    ALL_DELETED("No WHERE: every row of the table is deleted."),
    ALL_READ("No WHERE and no LIMIT: nothing narrows down what is read."),
    STAR("SELECT * fetches every column: name those that are needed."),
    WILDCARD("Matches a pattern that begins with a wildcard, which no ordinary index serves: match its beginning,"
            + " or look for words or trigrams."),
    SAMPLE_NEEDED("Matches a pattern with LIKE; whether it begins with a wildcard, and so cannot use an index,"
            + " does not show without its value: sample needed.");

    private final String sentence;

    Finding(String sentence) {
        this.sentence = sentence;
    }

    /** In words for whoever looks after the database. */
    public String sentence() {
        return sentence;
    }
}
