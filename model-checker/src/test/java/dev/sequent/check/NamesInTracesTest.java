package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Names that generated code and its engines use themselves: what happens to their bearers is found, shown, and gone
 * again.
 */
class NamesInTracesTest {
    private static final String SPECIFICATION = """
            protocol Switch
            enum String { Object, Override }
            message Hash as that { other : u8 hash : u8 out : u8 copy : u8 derived LEN : u32 = other + hash }
            message HASH-WIRE as this { field : u8 }
            machine Machine {
              state STATES initial, timers
              var variable, hash, other, that, out, writer, state_ : u8
              var present_ : u8?
              var int_ : String
              timer timer_
              signal message_
              receives Hash
              receives HASH-WIRE
              event age(elapsed : u32)
              event ages()
              on age in any state {
                variable := elapsed
                hash := 3
                other := 4
                that := 5
                out := 6
                int_ := Override
                start timer_ after 1 s
                send Hash <other=variable><hash=2><copy=1>
                send HASH-WIRE <field=1>
                -> timers
              }
              on Hash arrives in any state {
                variable := that.other + that.LEN
                present_ := that.copy
                signal message_
              }
              on HASH-WIRE arrives in any state { writer := this.field }
              on ages in any state { state_ := 1 }
              ignore timeout timer_ in any state
            }
            property variable(peers, effects : Machine) : never effects.variable = 16 and peers.int_ = Override and effects.writer = 1
            scenario switch {
              peer peers : Machine { age(7) }
              peer effects : Machine { ages() }
              network { capacity 2 }
              check variable
            }
            """;

    @Test
    void areShownAndGoneAgain() {
        Protocol protocol = SpecCompiler.compile("names.sqt", Map.of("names.sqt", SPECIFICATION), Options.NONE)
                .protocol()
                .orElseThrow();
        CompiledCore core = CoreCompiler.compile(protocol);
        var run = new CheckRun(protocol, core);
        ScenarioReport report = run.check(
                run.scenario("switch").orElseThrow(),
                CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
        Counterexample trace = ((Verdict.Violated) report.verdict("variable")).trace();

        String json = TraceFile.of(trace).json();
        assertThat(json)
                .contains(
                        "\"name\": \"variable\"",
                        "\"name\": \"hash\"",
                        "\"name\": \"that\"",
                        "\"name\": \"out\"",
                        "\"name\": \"other\"")
                .containsPattern("\"name\": \"variable\",\\s+\"before\": \"0\",\\s+\"after\": \"16\"");
        var again = TraceReplay.run(protocol, core, Map.of(), TraceFile.read(json));
        assertThat(again.faithful()).as(again.text()).isTrue();
        assertThat(again.figure()).isEqualTo(trace.figure());
    }
}
