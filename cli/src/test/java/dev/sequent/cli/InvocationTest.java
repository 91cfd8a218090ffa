package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    private static final String CALLED = "sequent.called";

    @AfterEach
    void asBefore() {
        System.clearProperty(CALLED);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "./sequent, ./sequent test delivery",
                "sequent, sequent test delivery",
                "/a b/it's/sequent, '/a b/it'\\''s/sequent' test delivery"
            })
    void isWhatWasTyped(String called, String shown) {
        System.setProperty(CALLED, called);
        assertThat(Invocation.of("test delivery")).isEqualTo(shown);
    }
}
