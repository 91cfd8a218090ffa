package dev.sequent.packet.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.syntax.ScriptReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that fails is run again where that may be the machine's fault. */
class AttemptsTest {
    private int opened;

    /** Hosts that never send anything, and of which it is never known whether they were late. */
    private final class SlowBench implements Bench {
        @Override
        public Subject open(Settings settings, Map<String, Long> parameters) {
            opened++;
            return new FakeHost();
        }

        @Override
        public int attempts() {
            return 3;
        }
    }

    /** What may come at any time, and did not in all the time that there is, does not come in the next try either. */
    @ParameterizedTest
    @CsvSource({"+0.1, 3", "+0.1~+0.2, 3", "*, 1"})
    void onlyWhatMayHaveBeenLateIsTriedAgain(String time, int attempts) {
        var runner = new Runner(
                new SlowBench(),
                new SysctlTable(List.of()),
                Map.of(),
                new Runner.Request(List.of(), false, false, false, 100),
                warning -> {});
        Verdict verdict =
                runner.run(ScriptReader.read("a.pkt", FakeHost.OPEN + time + " > S. 0:0(0) ack 1\n", Map.of()));
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        assertThat(opened).isEqualTo(attempts);
    }
}
