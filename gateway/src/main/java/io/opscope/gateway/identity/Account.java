package io.opscope.gateway.identity;

import io.opscope.kit.auth.Roles;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody who can sign in. Its id is also the person's id in the directory. */
@Entity
@Table(name = "account")
class Account {

    @Id
    @Column
    String id;

    @Column(name = "tenant_id")
    String tenant;

    @Column
    String email;

    @Column(name = "full_name")
    String fullName;

    @Column(name = "password_hash")
    String passwordHash;

    @Column(columnDefinition = "text[]")
    String[] roles;

    @Column(name = "is_active")
    boolean active;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Column(name = "directory_synced_at")
    @Nullable Instant directorySyncedAt;

    /** For Hibernate. */
    Account() {}

    boolean isAdmin() {
        return List.of(roles).contains(Roles.ADMIN);
    }

    Set<String> roleSet() {
        return Set.of(roles);
    }

    /** Marks that the directory no longer knows what stands here. */
    void changed(Instant now) {
        updatedAt = now;
        directorySyncedAt = null;
    }
}
