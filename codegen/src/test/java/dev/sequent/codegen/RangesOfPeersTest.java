package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties may ask about a peer's set of ranges, as it is and as it was: in the generated predicates and in the
 * interpreter.
 */
class RangesOfPeersTest {
    private static final Protocol PROTOCOL = SpecCompiler.compile("ranges.sqt", Map.of("ranges.sqt", """
            protocol RANGES "a machine that gathers"
            machine Gatherer {
              state OPEN initial
              var HELD : ranges[2]
              event TAKE(at : u32)
              on TAKE in OPEN { add sequence(at) .. sequence(at) + 1 to HELD }
            }
            property two(A : Gatherer) : always count(A.HELD) = 2 and covers(A.HELD, 7) and total(A.HELD) = 2
            property grows(A : Gatherer) : step count(old(A.HELD)) < count(A.HELD) and old(count(A.HELD)) = 1
            """), Options.NONE)
            .protocol()
            .orElseThrow();

    static List<Core> cores() {
        return List.of(
                CoreCompiler.compile(PROTOCOL).load(RangesOfPeersTest.class.getClassLoader()),
                new InterpretedCore(PROTOCOL));
    }

    private static Machine gatherer(Core core, int... taken) {
        Machine machine = core.machine(0, core.parameters(), new Recorder());
        for (int at : taken) {
            machine.call(0, 0, at, 0, 0, 0);
        }
        return machine;
    }

    @ParameterizedTest
    @MethodSource("cores")
    void asTheyAre(Core core) {
        assertThat(two(core, 3, 7)).isTrue();
        assertThat(two(core, 3)).isFalse();
        assertThat(two(core, 3, 5)).isFalse();
    }

    private static boolean two(Core core, int... taken) {
        return core.properties()
                .property(0, 0, new Machine[] {gatherer(core, taken)}, new Ghosts[] {Ghosts.NONE}, true);
    }

    @ParameterizedTest
    @MethodSource("cores")
    void asTheyWere(Core core) {
        assertThat(core.properties().step(1, gatherer(core, 3), gatherer(core, 3, 7), new Taken()))
                .isTrue();
        assertThat(core.properties().step(1, gatherer(core), gatherer(core, 3), new Taken()))
                .isFalse();
    }

    /** A call that sends nothing. */
    private static final class Taken implements Step {
        @Override
        public int call() {
            return 0;
        }

        @Override
        public long argument(int i) {
            throw new IllegalStateException();
        }

        @Override
        public int timeout() {
            return NONE;
        }

        @Override
        public boolean receives() {
            return false;
        }

        @Override
        public Message received() {
            throw new IllegalStateException();
        }

        @Override
        public int sent() {
            return 0;
        }

        @Override
        public Message sent(int i) {
            throw new IllegalStateException();
        }

        @Override
        public boolean signalled(int signal) {
            return false;
        }

        @Override
        public boolean forged() {
            return false;
        }

        @Override
        public boolean stale() {
            return false;
        }
    }
}
