package dev.sequent.stack.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private final Simulation simulation = new Simulation();
    private final List<String> log = new ArrayList<>();

    @Test
    void actionsRunAtTheirMomentsInTheOrderOfTheirScheduling() {
        simulation.at(20, () -> log.add("c@" + simulation.now()));
        simulation.at(10, () -> {
            log.add("a@" + simulation.now());
            simulation.at(5, () -> log.add("late@" + simulation.now()));
        });
        simulation.at(10, () -> log.add("b@" + simulation.now()));
        simulation.runUntil(15);
        assertThat(log).containsExactly("a@10", "b@10", "late@10");
        assertThat(simulation.now()).isEqualTo(15);
        simulation.runUntil(100);
        assertThat(log).endsWith("c@20");
        assertThat(simulation.now()).isEqualTo(100);
    }

    @Test
    void stopsAtTheConditionOrWhenNothingIsLeft() {
        simulation.at(10, () -> log.add("x"));
        simulation.at(30, () -> log.add("y"));
        assertThat(simulation.run(() -> log.contains("x"), Clock.NEVER)).isTrue();
        assertThat(simulation.now()).isEqualTo(10);
        assertThat(simulation.run(() -> false, Clock.NEVER)).isFalse();
        assertThat(simulation.now()).isEqualTo(30);
    }

    @Test
    void agentsStepUntilNoneHasAnythingDue() {
        // Two agents that hand a counter to each other at one moment, as stacks do over a link without delay.
        int[] mail = {3, 0};
        for (int i = 0; i < 2; i++) {
            int me = i;
            simulation.attach(new Simulation.Agent() {
                @Override
                public void step(long now) {
                    if (mail[me] > 0) {
                        log.add(me + ":" + mail[me]);
                        mail[1 - me] = mail[me] - 1;
                        mail[me] = 0;
                    }
                }

                @Override
                public long nextDeadline() {
                    return mail[me] > 0 ? 0 : Clock.NEVER;
                }
            });
        }
        simulation.runFor(1);
        assertThat(log).containsExactly("0:3", "1:2", "0:1");
    }

    @Test
    void anAgentThatIsAlwaysDueIsReported() {
        simulation.attach(new Simulation.Agent() {
            @Override
            public void step(long now) {}

            @Override
            public long nextDeadline() {
                return 0;
            }
        });
        assertThatIllegalStateException().isThrownBy(() -> simulation.runFor(1)).withMessageContaining("no progress");
    }

    @Test
    void virtualTimeDoesNotRunBackwards() {
        VirtualClock clock = new VirtualClock();
        clock.advance(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advanceTo(9))
                .withMessageContaining("backwards");
        assertThat(clock.nanos()).isEqualTo(10);
    }
}
