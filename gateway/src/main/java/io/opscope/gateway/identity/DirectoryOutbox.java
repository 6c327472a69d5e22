package io.opscope.gateway.identity;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the directory of people has yet to be told about accounts. */
@ApplicationScoped
public class DirectoryOutbox {

    private static final int AT_ONCE = 50;

    private final AccountStore accounts;
    private final TokenIssuer tokens;

    DirectoryOutbox(AccountStore accounts, TokenIssuer tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** The oldest news first. */
    public List<News> waiting() {
        return accounts.unsynced(AT_ONCE).stream().map(this::news).toList();
    }

    /** Ticks off what the directory has taken. */
    public void told(News news) {
        accounts.synced(news.accountId(), news.asOf());
    }

    private News news(Account account) {
        var inTheNameOf = new Scope(account.tenant, account.id, Set.of(Roles.ADMIN));
        return new News(
                account.id,
                account.email,
                account.fullName,
                account.active,
                account.createdAt,
                account.updatedAt,
                tokens.internalToken(inTheNameOf).text());
    }

    /**
     * How an account stands.
     *
     * @param asOf when it came to stand so
     * @param internalToken what the directory lets in
     */
    public record News(
            String accountId,
            String email,
            String fullName,
            boolean isActive,
            Instant createdAt,
            Instant asOf,
            String internalToken) {}
}
