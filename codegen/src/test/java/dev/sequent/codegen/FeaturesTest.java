package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each construct of the language, compiled and run; what it must do is worked out by hand from features.sqt. */
class FeaturesTest {
    private static final Ghosts[] NO_GHOSTS = {Ghosts.NONE, Ghosts.NONE};

    private static final int GO = 0;
    private static final int STOP = 1;
    private static final int WAIT_FOR = 2;
    private static final int TIME_PASSED = 3;
    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final long MS = 1_000_000;

    private final Protocol protocol = Fixtures.protocol("features");
    private final dev.sequent.language.model.MachineType model = protocol.machine("Gadget");
    private final Core core = Fixtures.load("features");
    private final Recorder effects = new Recorder();
    private final Machine gadget = core.machine(0, core.parameters(), effects);

    private long variable(String name) {
        return gadget.variable(ordinal(name));
    }

    private boolean present(String name) {
        return gadget.present(ordinal(name));
    }

    private int ordinal(String name) {
        return model.variables().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private String state() {
        return model.states().get(gadget.state()).name();
    }

    private int field(Message message, String name) {
        return protocol.messages().get(message.kind()).fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private Message packet(Object... namesAndValues) {
        Message packet = core.message(0);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            packet.set(field(packet, (String) namesAndValues[i]), ((Number) namesAndValues[i + 1]).longValue());
        }
        return packet;
    }

    private long of(Message message, String name) {
        return message.get(field(message, name));
    }

    @Test
    void startsAtTheInitialValues() {
        assertThat(state()).isEqualTo("OFF");
        assertThat(variable("COUNT")).isEqualTo(5);
        assertThat(variable("BALANCE")).isEqualTo(-3);
        assertThat(variable("POSITION")).isEqualTo(4294967295L);
        assertThat(variable("LAPSE")).isEqualTo(2000 * MS);
        assertThat(variable("SWITCH")).isEqualTo(1);
        assertThat(present("MAYBE")).isFalse();
        assertThat(present("COUNT")).isTrue();
    }

    @Test
    void parametersKnowWhatIsAssumedOfThem() {
        var broken = new int[2];
        for (long wait : new long[] {MS, 3000 * MS, 3001 * MS}) {
            for (long limit : new long[] {1, 3, 8}) {
                for (int bits = 0; bits < 16; bits++) {
                    long[] values = {
                        wait,
                        limit,
                        bits & 1,
                        (bits & 2) == 0 ? 7 : 4294967290L,
                        bits >> 2 & 1,
                        (bits & 8) == 0 ? -7 : 2
                    };
                    Parameters generated = core.parameters();
                    Parameters interpreted = new InterpretedCore(protocol).parameters();
                    for (int i = 0; i < values.length; i++) {
                        generated.set(i, values[i]);
                        interpreted.set(i, values[i]);
                    }
                    assertThat(generated.broken().isEmpty())
                            .as(Arrays.toString(values))
                            .isEqualTo(interpreted.broken().isEmpty());
                    broken[generated.broken().isEmpty() ? 0 : 1]++;
                }
            }
        }
        assertThat(broken).doesNotContain(0);
        assertThat(core.parameters().broken()).isEmpty();
        Parameters slow = core.parameters();
        slow.set(0, 3001 * MS);
        assertThat(slow.broken())
                .startsWith(
                        "WAIT = 3001000000 ns, LIMIT = 3, TWICE = 0, SIGNED = -7 breaks the assumption WAIT <= LIMIT")
                .contains("(features.sqt:");
    }

    @Test
    void callsWithLocalsConditionalsAndTimers() {
        assertThat(gadget.call(GO, 5, 7, 4294967293L, 1, 2)).isEqualTo(OK);
        // first = 14, sum = 15 + 1; POSITION wraps: -3 + 7
        assertThat(variable("COUNT")).isEqualTo(16);
        assertThat(variable("POSITION")).isEqualTo(4);
        assertThat(variable("TINT")).isEqualTo(2);
        assertThat(present("SHADE")).isTrue();
        assertThat(variable("SHADE")).isEqualTo(2);
        assertThat(effects.take())
                .containsExactly("start 0 at " + (5 + 10 * MS), "start 1 at " + (5 + 2000 * MS), "signal 0");
        assertThat(state()).isEqualTo("ON");
        assertThat(gadget.call(GO, 5, 7, 0, 1, 2)).isEqualTo(REFUSED);
    }

    @Test
    void deletingTheTcbStopsWhatRunsAndForgetsTheRest() {
        gadget.call(GO, 5, 7, 0, 0, 1);
        assertThat(present("SHADE")).isFalse();
        effects.take();
        assertThat(gadget.call(STOP, 6, 0, 0, 0, 0)).isEqualTo(OK);
        assertThat(effects.take()).containsExactly("stop 0", "stop 1");
        assertThat(gadget).isEqualTo(core.machine(0, core.parameters(), effects));
    }

    @Test
    void tables() {
        effects.answering(2, 1, 0);
        assertThat(gadget.call(WAIT_FOR, 0, 9, 0, 0, 0)).isEqualTo(OK);
        assertThat(effects.take()).containsExactly("function 3 4294967295 2 0 0");
        assertThat(gadget.call(WAIT_FOR, 0, 20, 0, 0, 0)).isEqualTo(OK);
        assertThat(gadget.call(WAIT_FOR, 0, 31, 0, 0, 0)).isEqualTo(OK);
        assertThat(gadget.call(WAIT_FOR, 0, 50, 0, 0, 0)).as("no room").isEqualTo(REFUSED);
        // 20 costs 10, half of it is 5; it is not urgent and so it goes.
        assertThat(gadget.call(WAIT_FOR, 0, 20, 0, 0, 0)).isEqualTo(OK);
        assertThat(variable("COUNT")).isEqualTo(5);
        assertThat(core.properties().invariant(0, 0, gadget)).isTrue();
        effects.take();

        gadget.call(GO, 0, 1, 0, 0, 0);
        effects.take();
        gadget.receive(0, core.message(1)); // pending: shows the two urgent ones, in the order of their slots
        assertThat(effects.take()).containsExactly("effect 0 9 4294967294 1 2", "effect 0 31 4294967294 1 0");
        gadget.call(WAIT_FOR, 0, 44, 0, 0, 0); // into the lowest free slot, between the two
        assertThat(gadget.timeout(0, 0)).isEqualTo(Machine.DONE); // the one that is not urgent goes again
        effects.take();
        gadget.receive(0, core.message(1));
        assertThat(effects.take()).hasSize(2);

        Message note = core.message(1);
        note.set(0, 255);
        gadget.receive(0, note);
        assertThat(state()).isEqualTo("LOST");
        assertThat(gadget.call(WAIT_FOR, 0, 9, 0, 0, 0))
                .as("the table is empty")
                .isEqualTo(OK);
    }

    @Test
    void arithmetic() {
        gadget.call(TIME_PASSED, 3, -4 * MS, 9, 0, 0);
        // ages = 4; TOTAL = 4 * 3; BALANCE = 3 + 16 - 2 - 7
        assertThat(variable("LAPSE")).isEqualTo((3 * 2000 * MS - 4 * MS) / 4);
        assertThat(variable("TOTAL")).isEqualTo(12);
        assertThat(variable("BALANCE")).isEqualTo(10);
        assertThat(variable("WHEN")).isEqualTo(9);
        assertThat(variable("SINCE")).isEqualTo(9);
        assertThat(effects.take()).isEmpty();
        gadget.call(TIME_PASSED, 9, 0, 9, 0, 0);
        assertThat(effects.take()).containsExactly("effect 1 0 0 0 0");
        assertThatThrownBy(() -> gadget.call(TIME_PASSED, 9, Long.MIN_VALUE, 0, 0, 0))
                .isInstanceOf(Fault.class);
    }

    @Test
    void stepsShareTheHandlersLocals() {
        gadget.call(GO, 0, 0, 0, 0, 0); // COUNT 1, SWITCH on
        effects.take();
        var packet = packet("SEQ", 100, "BODY", 10, "CTL", 512, "TINY", 5, "BIG", 77, "NUMBER", 40, "MARK", 1);
        assertThat(gadget.receive(1, packet)).isEqualTo(Machine.DONE);
        assertThat(variable("TOTAL")).isEqualTo(40);
        assertThat(gadget.ranges(ordinal("HELD")).total()).isEqualTo(10);
        // sure = 10 + 1 + 1, twice = 24, COUNT = 24; the answer is acknowledged by its position
        assertThat(variable("COUNT")).isEqualTo(24);
        assertThat(variable("POSITION")).isEqualTo(111);
        Message answer = effects.message();
        assertThat(of(answer, "SEQ")).isEqualTo(110);
        assertThat(of(answer, "CTL")).isEqualTo(512 + 1);
        assertThat(of(answer, "FLAG")).isEqualTo(1);
        assertThat(of(answer, "NUMBER")).isEqualTo(12);
        assertThat(of(answer, "BIG")).isEqualTo(10);
        assertThat(of(answer, "MARK")).isEqualTo(1);
        assertThat(of(answer, "BODY")).isEqualTo(24);
        assertThat(of(answer, "ODD")).as("set before sending").isEqualTo(24);
        assertThat(answer.present(field(answer, "SHADE"))).isFalse();
        assertThat(gadget.receive(2, packet)).as("covered").isEqualTo(Machine.DROP);
    }

    @Test
    void continuesInTheMiddleOfAnotherHandler() {
        gadget.call(GO, 0, 0, 0, 0, 0);
        effects.take();
        effects.answering(55, 1);
        // third of BUSY: no SPARE, so the position is the runtime's; the loop runs from 3 to 3 - 3; then the note
        assertThat(gadget.receive(1, packet("TINY", 7))).isEqualTo(Machine.DONE);
        assertThat(variable("MAYBE")).isEqualTo(56);
        assertThat(effects.take()).containsExactly("function 2 0 0 0 0", "send 1", "function 1 0 0 0 0");
        assertThat(of(effects.message(), "KIND")).as("root of 3").isEqualTo(1);
        assertThat(state()).isEqualTo("ON");
    }

    @Test
    void rangesMoveOver() {
        gadget.call(GO, 0, 0, 0, 0, 0);
        for (int i = 1; i <= 3; i++) {
            gadget.receive(i, packet("SEQ", 100 * i, "BODY", 10, "FLAG", 1));
        }
        assertThat(state()).isEqualTo("BUSY");
        assertThat(gadget.ranges(ordinal("HELD")).count()).isZero();
        assertThat(gadget.ranges(ordinal("SPARE")).count()).isEqualTo(3);
        assertThat(gadget.receive(9, packet())).as("first of BUSY").isEqualTo(Machine.DROP);
    }

    @Test
    void whatTheRuntimeAnswersIsCheckedToo() {
        effects.answering(256);
        assertThatThrownBy(() -> gadget.receive(0, packet())).hasMessage("256 is out of the range of dice: u8");
        Machine other = core.machine(0, core.parameters(), effects.answering(3));
        assertThatThrownBy(() -> other.call(WAIT_FOR, 0, 9, 0, 0, 0))
                .hasMessage("3 is out of the range of hue: COLOUR");
    }

    @Test
    void guardsAndPropertiesSeeOptionalsBitsAndRanges() {
        var properties = core.properties();
        Machine b = core.machine(0, core.parameters(), effects);
        var peers = new Machine[] {gadget, b};
        assertThat(properties.property(0, 0, peers, NO_GHOSTS, true)).isFalse();
        assertThat(properties.property(1, 0, peers, NO_GHOSTS, true)).isFalse();
        assertThat(properties.when(0, 0, 1, gadget)).isFalse();
        gadget.call(GO, 0, 1, 0, 0, 0);
        b.call(GO, 0, 1, 0, 0, 0);
        assertThat(properties.property(0, 0, peers, NO_GHOSTS, true))
                .as("same position, negative balance")
                .isTrue();
        assertThat(properties.when(0, 0, 1, gadget)).isTrue();
        gadget.receive(0, packet("SEQ", -10 & 0xffffffffL, "BODY", 3));
        assertThat(present("MAYBE")).isTrue();
        assertThat(properties.property(1, 0, peers, NO_GHOSTS, true)).isTrue();
        assertThat(properties.property(1, 0, peers, NO_GHOSTS, false)).isFalse();
        assertThat(List.of(properties.invariant(0, 0, gadget), properties.invariant(0, 1, gadget)))
                .containsOnly(true);
    }
}
