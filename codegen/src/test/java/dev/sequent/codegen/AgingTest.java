package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Times;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Times grow old, wherever a machine keeps them, in the generated machine and in the interpreted one. */
class AgingTest {
    private static final Protocol PROTOCOL = Fixtures.inline("""
            protocol AGES
            machine M {
              state S initial
              var THEN : time
              var ONCE : time?
              table KEPT[2] { key : u8, at : time }
              table ASKED[2] { key : u8, at : time? }
              event MARK()
              event NOTE()
              event KEEP()
              event ASK()
              event ASK-LATER()
              event FORGET()
              on MARK in S { THEN := now }
              on NOTE in S { ONCE := now }
              on KEEP in S { insert into KEPT { key := 1, at := now } }
              on ASK in S { insert into ASKED { key := 1, at := now } }
              on ASK-LATER in S { insert into ASKED { key := 1 } }
              on FORGET in S { delete TCB }
            }
            """);
    private static final int MARK = 0;
    private static final int NOTE = 1;
    private static final int KEEP = 2;
    private static final int ASK = 3;
    private static final int ASK_LATER = 4;
    private static final int FORGET = 5;

    static List<Core> cores() {
        return List.of(
                CoreCompiler.compile(PROTOCOL).load(AgingTest.class.getClassLoader()), new InterpretedCore(PROTOCOL));
    }

    private static Machine after(Core core, int... events) {
        Machine machine = core.machine(0, core.parameters(), new Recorder());
        for (int event : events) {
            machine.call(event, 1000, 0, 0, 0, 0);
        }
        return machine;
    }

    @ParameterizedTest
    @MethodSource("cores")
    void timeIsRememberedAsAnAge(Core core) {
        Machine machine = after(core, MARK);
        machine.age(300, 500);
        assertThat(machine.variable(0)).isEqualTo(700);
        machine.age(200, 500);
        assertThat(machine.variable(0)).as("at the horizon").isEqualTo(500);
        machine.age(1, 500);
        assertThat(machine.variable(0)).as("behind it").isEqualTo(Times.before(500));
        machine.age(300, 500);
        assertThat(machine.variable(0)).as("nothing more is known").isEqualTo(Times.before(500));
    }

    @ParameterizedTest
    @MethodSource("cores")
    void whatRemembersATimeAges(Core core) {
        for (int event : new int[] {MARK, NOTE, KEEP, ASK}) {
            Machine machine = after(core, event);
            assertAges(core, machine, 999, true);
            assertAges(core, machine, 1000, true);
            machine.age(501, 500);
            assertAges(core, machine, 500, false);
            assertAges(core, after(core, event, FORGET), 500, false);
        }
    }

    /** A horizon before the beginning of time: what holds no time could be taken for one that is later. */
    @ParameterizedTest
    @MethodSource("cores")
    void whatHoldsNoTimeDoesNot(Core core) {
        Machine machine = after(core, ASK_LATER);
        machine.age(1, -1);
        assertThat(machine.variable(0)).isEqualTo(Times.NEVER);
        assertAges(core, machine, -1, false);
    }

    /** A variable that is called like what the generated methods are told is another one. */
    @Test
    void namesAreKeptApart() {
        Protocol protocol = Fixtures.inline("""
                protocol NAMES
                machine M {
                  state S initial
                  var horizon, elapsed : time
                  event MARK()
                  on MARK in S { horizon := now ; elapsed := now }
                }
                """);
        Core core = CoreCompiler.compile(protocol).load(AgingTest.class.getClassLoader());
        Machine machine = after(core, MARK);
        assertAges(core, machine, 999, true);
        machine.age(300, 500);
        assertThat(machine.variable(0)).isEqualTo(700);
        assertThat(machine.variable(1)).isEqualTo(700);
    }

    /** Does time change anything that is remembered? */
    private static void assertAges(Core core, Machine machine, long horizon, boolean expected) {
        Machine older = core.machine(0, core.parameters(), new Recorder());
        older.decode(new BitReader(words(machine)));
        older.age(1, horizon);
        assertThat(Arrays.equals(words(older), words(machine))).isEqualTo(!expected);
    }

    private static long[] words(Machine machine) {
        var out = new BitWriter();
        machine.encode(out);
        return out.toArray();
    }

    @Test
    void theInterpreterAndTheGeneratorAreBothTried() {
        assertThat(cores())
                .extracting(c -> c.getClass().getSimpleName())
                .containsExactly("AgesCore", "InterpretedCore");
    }
}
