package dev.sequent.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final int SLOW = 3;

    private static long tries(long most, long byDefault) {
        return new Budget(OptionalLong.of(most), OptionalLong.empty(), true).tries(byDefault);
    }

    /** 500 of what takes three seconds each would be half an hour. */
    @Test
    void ofAWholeSuiteEachKeepsItsProportion() {
        assertThat(tries(500, Budget.USUAL)).isEqualTo(500);
        assertThat(tries(500, 6_000)).isEqualTo(1_000);
        assertThat(tries(500, SLOW)).isEqualTo(1);
        assertThat(tries(30_000, SLOW)).isEqualTo(30);
        assertThat(tries(Long.MAX_VALUE, 20_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoeverNamesOneGetsWhatTheyWant() {
        assertThat(Budget.ofTries(500).tries(SLOW)).isEqualTo(500);
    }

    @Test
    void withoutNumberItIsTheUsualOneOrWhatTheTimeAllows() {
        assertThat(Budget.byDefault().tries(SLOW)).isEqualTo(SLOW);
        assertThat(new Budget(OptionalLong.empty(), OptionalLong.of(1), true).tries(SLOW))
                .isEqualTo(Long.MAX_VALUE);
    }
}
