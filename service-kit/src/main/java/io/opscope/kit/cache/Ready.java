package io.opscope.kit.cache;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method whose answer is one of the {@link AnswerCache} and nothing else: it depends on the caller's
 * scope and the request line alone, looks nothing up beside the cache and refuses nothing by what it looks up. While the
 * answer is fresh its bytes are handed out again without asking the method.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Ready {}
