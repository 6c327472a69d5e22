package io.opscope.kit.auth;

import java.time.Instant;

/** A token that was found good: whom it speaks for, and until when. */
public record VerifiedToken(Scope scope, Instant expiresAt) {}
