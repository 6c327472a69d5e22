package io.opscope.kit.testing.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Tokens;
import io.opscope.kit.testing.contract.ApiDocument;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of a service, or of several behind one address, asked by every caller there is, answers as
 * docs/api/authorization.yaml says, and nobody finds in an answer what is another's. A service plants what there is to be
 * found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AccessContract {

    private static final int ROUNDS = 2;

    /** A word that is in everything that belongs to the user, and nowhere else. */
    protected final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

    /** The same for what belongs to the other tenant. */
    protected final String foreignCanary =
            "parrot" + UUID.randomUUID().toString().replace("-", "");

    /** What sums and averages give away where no word is told. */
    private static final String AMOUNT = "5647382";

    private static final String FOREIGN_AMOUNT = "9182736";

    private final Map<AccessTable, ApiDocument> services = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @TestHTTPResource("/")
    @Nullable URL here;

    /** Operations by which the admin has found what is the user's. */
    private final Set<String> shown = new LinkedHashSet<>();

    /** @param services file names in docs/api without their ending */
    protected AccessContract(String... services) {
        for (var service : services) {
            this.services.put(new AccessTable(service), new ApiDocument(service));
        }
    }

    /** Whose tenant the planted things are in. */
    protected String tenant() {
        return "t-" + canary.substring(6, 16);
    }

    /** The tenant of those who have no business here. */
    protected String foreignTenant() {
        return "t-" + foreignCanary.substring(6, 16);
    }

    /** A number that tells of the user as their word does, if no other is added to it. */
    protected static String amount() {
        return AMOUNT + ".25";
    }

    /** The same of the other tenant. */
    protected static String foreignAmount() {
        return FOREIGN_AMOUNT + ".75";
    }

    /** What is to be found by those who may: called once, before anybody asks. */
    protected void plant() {}

    /** The path of an operation with something in place of its variables that belongs to the user and is there. */
    protected abstract String address(Row row);

    /** Operations, as they stand in the table, by which the admin has to find what is the user's. */
    protected Set<String> mustShow() {
        return Set.of();
    }

    /** What the admin sends who looks after what others have done. */
    protected Optional<String> adminsAuthorization(Row row) {
        return Optional.of("Bearer " + signed(claims(Identity.ADMIN)));
    }

    /** What somebody sends as {@code Authorization}; empty for those who send nothing. */
    protected Optional<String> authorization(Row row, Identity identity) {
        return Optional.ofNullable(
                switch (identity) {
                    case NONE -> null;
                    case REVOKED_KEY -> "Bearer ops_0123456789ab_" + "k".repeat(43);
                    case UNSIGNED_TOKEN -> "Bearer " + unsigned(claims(identity));
                    default -> "Bearer " + signed(claims(identity));
                });
    }

    /** The claims of somebody's token; those that are flawed have an admin's roles. */
    protected final JwtClaims claims(Identity identity) {
        var tenant = identity == Identity.FOREIGN_TENANT ? foreignTenant() : tenant();
        var roles = identity.isKnown() ? identity.roles() : Identity.ADMIN.roles();
        var claims = Tokens.claims(tenant, userId(identity), roles.toArray(new String[0]));
        switch (identity) {
            case EXPIRED_TOKEN -> claims.setExpirationTimeMinutesInTheFuture(-1);
            case WRONG_ISSUER -> claims.setIssuer("another");
            case WRONG_AUDIENCE -> claims.setAudience("another");
            default -> {}
        }
        return claims;
    }

    /** How records name somebody. */
    protected String userId(Identity identity) {
        return identity == Identity.USER ? "u-" + canary.substring(6, 16) : "somebody-" + identity.ordinal();
    }

    /** Where it is asked, without a slash at its end. */
    protected String here() {
        return Objects.requireNonNull(here).toString().replaceAll("/$", "");
    }

    /** Statuses, or their first digits, that somebody may be answered with. */
    protected Set<String> expected(Row row, Identity identity) {
        return row.expected(identity);
    }

    /** Signs as the issuer does that the service believes. */
    protected String signed(JwtClaims claims) {
        return Tokens.token(claims);
    }

    @Test
    void everyOperationHasARowAndEveryRowAnOperation() {
        for (var table : services.keySet()) {
            assertEquals(List.of(), table.differences(), "docs/api/authorization.yaml");
        }
    }

    @Test
    void everybodyIsAnsweredAsTheTableSaysAndNobodyFindsWhatIsAnothers() throws IOException, InterruptedException {
        plant();
        var wrong = new LinkedHashSet<String>();
        for (var service : services.entrySet()) {
            for (var row : service.getKey().rows()) {
                walk(row, service.getValue(), wrong);
            }
        }
        // that others have not found it is worth something only where it was to be found
        assertFalse(shown.isEmpty(), "The admin has found nothing");
        assertEquals(
                List.of(),
                mustShow().stream().filter(row -> !shown.contains(row)).toList(),
                "show nothing");
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " of them:\n" + String.join("\n", wrong));
    }

    private void walk(Row row, ApiDocument api, Set<String> wrong) throws IOException, InterruptedException {
        var address = address(row);
        // what one was answered lies ready in the caches when the next one asks for the same
        for (int round = 0; round < (row.method().equals("GET") ? ROUNDS : 1); round++) {
            for (var identity : Identity.values()) {
                // what one has deleted is not there for the next one
                var its = row.method().equals("DELETE") ? address(row) : address;
                check(row, api, identity, row.ask() == null ? its : its + "?" + row.ask(), wrong);
            }
        }
    }

    private void check(Row row, ApiDocument api, Identity identity, String address, Set<String> wrong)
            throws IOException, InterruptedException {
        var before = isNeitherToChange(row, identity) ? seen(row, address) : null;
        var answer = ask(row, identity, address);
        if (identity == Identity.ADMIN && tells(answer.body(), canary, AMOUNT)) {
            shown.add(row.name());
        }
        var complaint = "";
        var expected = expected(row, identity);
        if (expected.stream().noneMatch(String.valueOf(answer.statusCode())::startsWith)) {
            complaint = "expected " + expected;
        } else if (!api.documents(row.method(), row.path(), answer.statusCode())) {
            complaint = "is not documented";
        } else if (found(row, identity, answer.body(), address)) {
            complaint = "has what is another's";
        } else if (before != null && !before.equals(seen(row, address))) {
            complaint = "changed something";
        }
        if (!complaint.isEmpty()) {
            var body = answer.body();
            wrong.add("%s of %s: %d, %s: %s"
                    .formatted(
                            row.name(),
                            identity,
                            answer.statusCode(),
                            complaint,
                            body.substring(0, Math.min(300, body.length()))));
        }
    }

    /** What somebody is answered. */
    protected final HttpResponse<String> ask(Row row, Identity identity, String address)
            throws IOException, InterruptedException {
        var body = row.body();
        var request = request(address)
                .method(
                        row.method(),
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(filled(body, identity), StandardCharsets.UTF_8));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        authorization(row, identity).ifPresent(value -> request.header("Authorization", value));
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A body as somebody sends it. */
    protected String filled(String body, Identity identity) {
        return body;
    }

    private boolean found(Row row, Identity identity, String body, String address) {
        var told = body;
        for (var asked : address.split("[/?]")) {
            // problems repeat what was asked for
            told = asked.length() > canary.length() ? told.replace(asked, "") : told;
        }
        return identity != Identity.FOREIGN_TENANT && tells(told, foreignCanary, FOREIGN_AMOUNT)
                || (row.isHiddenFrom(identity) || !row.letsIn(identity)) && tells(told, canary, AMOUNT);
    }

    private static boolean tells(String answer, String word, String amount) {
        return answer.contains(word) || answer.contains(amount);
    }

    private static boolean isNeitherToChange(Row row, Identity identity) {
        return !row.method().equals("GET")
                && row.isAboutOneThing()
                && (!row.letsIn(identity) || identity == Identity.FOREIGN_TENANT);
    }

    /** What is there for the admin of the planted things' tenant. */
    private String seen(Row row, String address) throws IOException, InterruptedException {
        var request = request(address.split("\\?", 2)[0]);
        adminsAuthorization(row).ifPresent(value -> request.header("Authorization", value));
        var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(here() + address)).timeout(Duration.ofSeconds(30));
    }

    /** Claims that nobody has signed. */
    protected static String unsigned(JwtClaims claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.toJson().getBytes(StandardCharsets.UTF_8)) + ".";
    }
}
