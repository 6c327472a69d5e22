package io.opscope.monitoring;

/**
 * Why a field is null, and what would change that.
 *
 * @param field path of the field on the object that carries this entry, such as {@code metrics.cpu}; {@code data} where
 *     the whole answer is meant
 * @param reason what stood in the way, in one sentence
 * @param remedy what to do about it, as exact as can be said: the GRANT, the setting, the extension
 */
public record Unavailable(String field, String reason, String remedy) {

    private static final int LONGEST = 1000;

    // both may hold what a server calls its roles or says of itself, which need not be fit to be stored
    public Unavailable {
        reason = Texts.clean(reason, LONGEST);
        remedy = Texts.clean(remedy, LONGEST);
    }
}
