package io.opscope.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opscope.local.process.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void thePlainFormIsRead() {
        var address = DatabaseAddress.parse("X", "postgresql://ops:s%40cr%2Bt@db.example:6000/suite?sslmode=require");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6000/suite?sslmode=require");
        assertThat(address.user()).isEqualTo("ops");
        assertThat(address.password()).isEqualTo("s@cr+t");
        assertThat(address.place()).isEqualTo("db.example:6000");
    }

    @Test
    void theJdbcFormIsReadAndKeepsNoPasswordInTheUrl() {
        var address = DatabaseAddress.parse(
                "X", "jdbc:postgresql://db.example/suite?user=ops&password=secret&connectTimeout=3");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/suite?connectTimeout=3");
        assertThat(address.user()).isEqualTo("ops");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ops:secret@db.example/suite",
                "postgresql://db.example/suite",
                "postgresql://ops:secret@db.example",
                "postgresql://ops:sec ret@db.example/suite",
                "db.example"
            })
    void anythingElseIsRefusedWithoutShowingThePassword(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse("THE_VARIABLE", text))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("THE_VARIABLE")
                .hasMessageNotContaining("sec");
    }
}
