package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.PointMap.Kind;
import dev.sequent.codegen.form.PointMap.Point;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointMapTest {
    private final CompiledCore compiled = Fixtures.compiled("abp");
    private final Core core = compiled.load(getClass().getClassLoader());
    private final Recorder effects = new Recorder();
    private final Machine sender = core.machine(0, core.parameters(), effects);
    private final List<Point> passed = new ArrayList<>();

    @Test
    void aTraceReadsLikeTheSpecification() {
        sender.trace(point -> passed.add(compiled.points().at(point)));
        sender.call(0, 0, 10, 0, 0, 0);
        assertThat(passed)
                .extracting(Point::text)
                .containsExactly("on SEND in IDLE", "-> WAITING", "send FRAME", "start RETRANSMISSION");
        assertThat(passed)
                .extracting(Point::kind)
                .containsExactly(Kind.HANDLER, Kind.STATE_CHANGE, Kind.SEND, Kind.TIMER_START);
        assertThat(passed).allSatisfy(p -> assertThat(p.file()).isEqualTo("abp.sqt"));
        assertThat(passed.get(2).where()).isEqualTo("Sender: procedure transmit");

        passed.clear();
        var frame = core.message(0);
        frame.set(0, 2);
        sender.receive(5, frame);
        assertThat(passed)
                .extracting(Point::text)
                .containsExactly(
                        "on FRAME arrives in WAITING",
                        "first, check that it is an acknowledgment",
                        "second, check the bit",
                        "third, go on to the next message",
                        "stop RETRANSMISSION",
                        "signal acknowledged",
                        "-> IDLE");

        passed.clear();
        sender.trace(Trace.NONE);
        sender.call(0, 0, 10, 0, 0, 0);
        assertThat(passed).isEmpty();
    }

    @Test
    void citesTheRule() {
        assertThat(Fixtures.compiled("tcp").points().points())
                .filteredOn(p -> p.kind() == Kind.STEP
                        && p.text().equals("second, check the RST bit")
                        && p.where().startsWith("Connection: "))
                .extracting(Point::citations)
                .containsExactlyInAnyOrder("RFC 9293, 3.10.7.3", "RFC 5961, 3.2");
    }

    /** Conditions of the checker call functions; those leave no trace. */
    @Test
    void functionsPassNoPoint() {
        assertThat(Fixtures.compiled("features").points().points())
                .filteredOn(p -> p.where().contains("function"))
                .isNotEmpty()
                .allMatch(p -> p.kind() == Kind.STATEMENT);
    }

    @Test
    void aFaultNamesItsStatement() {
        CompiledCore faulty = CoreCompiler.compile(Fixtures.inline("""
                protocol X
                machine A {
                  state S initial
                  var V : u8
                  event GO(by : u8)
                  on GO in S {
                    V := by
                    V := V + 200
                  }
                }
                """));
        Core x = faulty.load(getClass().getClassLoader());
        Machine machine = x.machine(0, x.parameters(), effects);
        Fault fault = catchThrowableOfType(Fault.class, () -> machine.call(0, 0, 56, 0, 0, 0));
        assertThat(fault).hasMessage("256 is out of the range of V: u8");
        assertThat(faulty.points().at(fault.point()).location()).isEqualTo("test.sqt:8:5");
    }

    /** A block that is declared unreachable has one point, whatever it is the block of; the fault names it. */
    @Test
    void whatIsDeclaredUnreachableHasOnePoint() {
        CompiledCore odd = CoreCompiler.compile(Fixtures.inline("""
                protocol X
                machine A {
                  state S initial
                  var V : u8
                  event GO(by : u8)
                  event OFF()
                  on GO in S {
                    step first "weigh" {
                      V := by
                      if V > 9 { unreachable "a digit" } else if V = 9 { done } else { V := 0 }
                    }
                    step second "never" { unreachable "the first leaves" }
                  }
                  on OFF in S { unreachable "nobody turns it off" }
                }
                """));
        assertThat(odd.points().points())
                .filteredOn(p -> p.kind() == Kind.UNREACHABLE)
                .extracting(Point::text)
                .containsExactlyInAnyOrder(
                        "unreachable: a digit", "unreachable: the first leaves", "unreachable: nobody turns it off");
        assertThat(odd.points().points())
                .filteredOn(p -> p.kind() != Kind.UNREACHABLE && p.kind() != Kind.STATEMENT)
                .extracting(Point::text)
                .containsExactlyInAnyOrder("on GO in S", "first, weigh", "else if", "else");
        Core x = odd.load(getClass().getClassLoader());
        Machine machine = x.machine(0, x.parameters(), effects);
        machine.trace(point -> passed.add(odd.points().at(point)));
        Fault fault = catchThrowableOfType(Fault.class, () -> machine.call(0, 0, 10, 0, 0, 0));
        assertThat(fault).hasMessage("declared unreachable, and reached: a digit");
        assertThat(odd.points().at(fault.point()).location()).isEqualTo("test.sqt:10:18");
        assertThat(passed).extracting(Point::text).endsWith("unreachable: a digit");
    }

    @Test
    void comesBackFromATable() {
        assertThat(PointMap.ofTsv(compiled.points().toTsv())).isEqualTo(compiled.points());
        var odd = new PointMap(List.of(new Point(0, Kind.STEP, "a\tb.sqt", 1, 2, "w\\n", "line\nline", "\r", 3, 4)));
        assertThat(PointMap.ofTsv(odd.toTsv())).isEqualTo(odd);
        assertThatThrownBy(() -> PointMap.ofTsv("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PointMap.ofTsv(odd.toTsv() + "1\t2\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
