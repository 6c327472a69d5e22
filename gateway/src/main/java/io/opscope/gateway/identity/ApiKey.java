package io.opscope.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key a script signs in with; the secret half is only known to who was given it. */
@Entity
@Table(name = "api_key")
class ApiKey {

    @Id
    @Column
    String id;

    @Column(name = "tenant_id")
    String tenant;

    @Column
    String name;

    @Column(name = "user_id")
    String userId;

    @Column(columnDefinition = "text[]")
    String[] roles;

    @Column(columnDefinition = "text[]")
    String[] scopes;

    @Column(name = "secret_mac")
    byte[] secretMac;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    @Nullable Instant revokedAt;

    @Column(name = "last_used_at")
    @Nullable Instant lastUsedAt;

    /** For Hibernate. */
    ApiKey() {}
}
