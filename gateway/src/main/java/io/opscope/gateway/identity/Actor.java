package io.opscope.gateway.identity;

import org.jspecify.annotations.Nullable;

/**
 * Who does something about identity, for the audit.
 *
 * @param tenant of whom it is; null while nobody is known
 * @param userId who it is; null while nobody is known
 * @param via what they showed
 * @param credentialId the session or key they showed
 * @param address where they call from
 * @param network what is counted of that address
 * @param userAgent what they say they call with
 * @param reference which request it was
 */
record Actor(
        @Nullable String tenant,
        @Nullable String userId,
        String via,
        @Nullable String credentialId,
        @Nullable String address,
        String network,
        @Nullable String userAgent,
        String reference) {

    /** The suite itself. */
    static Actor system() {
        return new Actor(null, null, "system", null, null, "", null, "start");
    }

    /** The same, known by nothing else than what they show now. */
    Actor by(String shown) {
        return new Actor(tenant, userId, shown, credentialId, address, network, userAgent, reference);
    }

    /** Somebody who runs the installation, as another tenant is told of them. */
    Actor asOperator() {
        return new Actor(null, null, "operator", null, null, network, null, reference);
    }

    /** The same once it turned out who it is. */
    Actor as(Account account, @Nullable String session) {
        return new Actor(account.tenant, account.id, via, session, address, network, userAgent, reference);
    }
}
