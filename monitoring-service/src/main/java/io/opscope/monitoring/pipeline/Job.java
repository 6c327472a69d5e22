package io.opscope.monitoring.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What OpenLineage calls a job: a name within a namespace. */
record Job(String namespace, String name) {

    private static final Pattern NO_ID = Pattern.compile("[^a-z0-9._-]+");
    private static final int LONGEST_WORD = 60;
    private static final int DIGEST_IN_ID = 12;

    /** Stands for namespace and name where those are too long. */
    String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(namespace.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the pipeline that is registered for the job: its name as far as an id may have it, and a digest. */
    String id() {
        var word = NO_ID.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        var start = word.substring(0, Math.min(LONGEST_WORD, word.length()));
        return "job-" + start + "-" + digest().substring(0, DIGEST_IN_ID);
    }
}
