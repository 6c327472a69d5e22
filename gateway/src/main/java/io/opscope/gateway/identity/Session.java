package io.opscope.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One sign-in, from the password until it ends. */
@Entity
@Table(name = "session")
class Session {

    @Id
    @Column
    String id;

    @Column(name = "tenant_id")
    String tenant;

    @Column(name = "account_id")
    String accountId;

    /** Number of the refresh token that is good now. */
    @Column
    int generation;

    @Column
    boolean browser;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @Column(name = "end_reason")
    @Nullable String endReason;

    @Column
    @Nullable String address;

    @Column(name = "user_agent")
    @Nullable String userAgent;

    /** For Hibernate. */
    Session() {}
}
