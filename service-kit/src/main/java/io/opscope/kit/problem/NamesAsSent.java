package io.opscope.kit.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.inject.Singleton;
import jakarta.validation.ParameterNameProvider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Has refusals name parameters and fields as callers send them, not as they are called in here. */
@Singleton
class NamesAsSent implements ValidatorFactoryCustomizer {

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> validation) {
        validation.parameterNameProvider(new OfParameters());
        validation.propertyNodeNameProvider(new OfFields());
    }

    private static final class OfParameters implements ParameterNameProvider {

        @Override
        public List<String> getParameterNames(Constructor<?> constructor) {
            return names(constructor);
        }

        @Override
        public List<String> getParameterNames(Method method) {
            return names(method);
        }

        private static List<String> names(Executable called) {
            return Arrays.stream(called.getParameters()).map(OfParameters::name).toList();
        }

        private static String name(Parameter parameter) {
            var query = parameter.getAnnotation(RestQuery.class);
            if (query != null && !query.value().isEmpty()) {
                return query.value();
            }
            var path = parameter.getAnnotation(RestPath.class);
            return path != null && !path.value().isEmpty() ? path.value() : parameter.getName();
        }
    }

    private static final class OfFields implements PropertyNodeNameProvider {

        @Override
        public String getName(Property property) {
            return property instanceof JavaBeanProperty field ? name(field) : property.getName();
        }

        private static String name(JavaBeanProperty field) {
            try {
                var its = field.getDeclaringClass().getDeclaredField(field.getName());
                var json = its.getAnnotation(JsonProperty.class);
                if (json != null && !json.value().isEmpty()) {
                    return json.value();
                }
                var query = its.getAnnotation(RestQuery.class);
                return query != null && !query.value().isEmpty() ? query.value() : field.getName();
            } catch (NoSuchFieldException e) {
                // a rule that stands on a method
                return field.getName();
            }
        }
    }
}
