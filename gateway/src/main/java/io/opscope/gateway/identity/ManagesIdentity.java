package io.opscope.gateway.identity;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What it stands on takes, of an API key, the scope {@code admin}; its OpenAPI says so in {@code x-required-scope}. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ManagesIdentity {

    /** Name of the extension. */
    String EXTENSION = "x-required-scope";

    /** Value of the extension. */
    String SCOPE = "admin";
}
