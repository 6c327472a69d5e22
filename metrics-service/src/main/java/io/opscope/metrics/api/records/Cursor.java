package io.opscope.metrics.api.records;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.Place;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Where the next page of a listing begins, as text that callers hand back unread. It carries a digest over itself and
 * the listing it belongs to, so that one that was changed, or taken to another listing, is noticed. It opens nothing:
 * what a page shows is decided by who asks.
 */
final class Cursor {

    private static final int DIGEST_BYTES = 12;

    private Cursor() {}

    static String of(Listing listing, Place place) {
        var id = place.id().getBytes(StandardCharsets.UTF_8);
        var content = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.at()))
                .put(id)
                .array();
        var whole = ByteBuffer.allocate(DIGEST_BYTES + content.length)
                .put(digest(listing, content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** @throws ProblemException when it is not a cursor of this listing */
    static Place read(Listing listing, String cursor) {
        try {
            var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            var digest = new byte[DIGEST_BYTES];
            whole.get(digest);
            var content = new byte[whole.remaining()];
            whole.get(content);
            if (content.length < Long.BYTES || !MessageDigest.isEqual(digest, digest(listing, content))) {
                throw unacceptable(cursor);
            }
            var place = ByteBuffer.wrap(content);
            var at = Instant.EPOCH.plus(place.getLong(), ChronoUnit.MICROS);
            return new Place(at, new String(content, Long.BYTES, content.length - Long.BYTES, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw unacceptable(cursor);
        }
    }

    private static byte[] digest(Listing listing, byte[] content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var about = String.join(
                    "\n",
                    listing.family().name(),
                    new TreeMap<>(listing.where()).toString(),
                    listing.user().toString(),
                    listing.from().toString(),
                    listing.until().toString(),
                    listing.text().toString(),
                    String.valueOf(listing.oldestFirst()));
            sha.update(about.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha.digest(content), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException unacceptable(String cursor) {
        return CommonProblem.badParameter(
                "cursor", cursor, "the next_cursor of a page of this same listing, unchanged");
    }
}
