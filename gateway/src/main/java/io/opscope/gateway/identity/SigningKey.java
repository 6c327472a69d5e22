package io.opscope.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key pair that signs tokens from a moment on, until the next one does. */
@Entity
@Table(name = "signing_key")
class SigningKey {

    @Id
    @Column
    String kid;

    @Column(name = "public_jwk")
    String publicJwk;

    @Column(name = "private_encrypted")
    byte[] privateEncrypted;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "active_from")
    Instant activeFrom;

    /** For Hibernate. */
    SigningKey() {}
}
