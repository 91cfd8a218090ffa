package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.prove.Relation.View;
import dev.sequent.proofs.smt.term.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of loop: what it comes to in the interpreter, the prover takes to be possible. And if the prover were
 * wrong, that would be seen.
 */
class LoopKindsTest {
    private static final long SEED = Long.getLong("sequent.proofs.seed", 20_261_203);

    /** Everything, and not a part of it. */
    private static final boolean DEEP = Boolean.getBoolean("sequent.steps.deep");

    private static final String SOURCE = """
            protocol P "loops"
            message PIECE as P {
              N    : u16
              SIZE : u16
            }
            extern function ENOUGH() : bool
            machine M {
              state IDLE initial, BUSY, FULL
              var TURNS : u32
              var LEFT  : u32
              var SUM   : u32
              var MAYBE : u32?
              var SEEN  : time
              var AT    : seq
              var HELD  : ranges[4]
              table ROWS[3] { KEY : u32 }
              timer T
              signal over

              event ADD(n : u8) "what others make smaller"
              on ADD in any state { TURNS := 0 ; LEFT := min(LEFT + n, 1000) }
              event HOLD(n : u8, m : u8)
              on HOLD in any state {
                TURNS := 0
                if room(HELD) > 0 { add AT + n .. AT + n + m to HELD }
              }
              event PUT(n : u8)
              on PUT in any state { TURNS := 0 ; if room(ROWS) > 0 { insert into ROWS { KEY := n } } }

              event WHILE() "each turn sends, and sets a timer"
              on WHILE in any state {
                TURNS := 0
                while LEFT > 300 at most 1000 {
                  turn()
                  send PIECE <N=TURNS><SIZE=min(LEFT, 65535)>
                  LEFT := LEFT - 100
                  SEEN := now
                  start T after 1 s
                }
                -> BUSY
              }
              procedure turn() { TURNS := TURNS + 1 }

              event COUNT(n : u8) "a counter"
              on COUNT in any state {
                TURNS := 0
                var last := 0
                for i from 1 to n {
                  turn()
                  last := i
                  SUM := min(SUM + i, 100000)
                }
                MAYBE := last
              }

              event RANGES() "each range of a set"
              on RANGES in any state {
                TURNS := 0
                for each a .. b in HELD {
                  turn()
                  SUM := min(SUM + (b - a), 100000)
                  if b - a = 7 { signal over }
                }
              }

              event ROWS() "each row of a table; it goes"
              on ROWS in any state {
                TURNS := 0
                for each row in ROWS { turn() ; remove row }
              }

              event CUT() "the body changes a set"
              on CUT in any state {
                TURNS := 0
                while count(HELD) > 0 and TURNS < 4 at most 4 {
                  turn()
                  AT := end-of-first()
                  cut HELD below AT
                }
              }
              function end-of-first() : seq = end-of-run(HELD, first(HELD))

              event NEST() "a loop in a loop, which changes the state"
              on NEST in any state {
                TURNS := 0
                while LEFT > 0 at most 1000 {
                  turn()
                  var inner := 0
                  while inner < 3 and LEFT > 0 at most 3 { inner := inner + 1 ; LEFT := LEFT - 1 }
                  if LEFT > 500 { -> FULL } else { stop T }
                }
              }

              event LEAVE() "a turn leaves, and forgets all, or not"
              on LEAVE in any state {
                TURNS := 0
                while LEFT > 0 at most 1000 {
                  turn()
                  LEFT := LEFT - 1
                  send PIECE <N=TURNS>
                  if ENOUGH() { signal over ; MAYBE := LEFT ; -> IDLE ; done }
                }
                -> BUSY
              }
              ignore timeout T in any state
            }
            """;

    static List<View> views() {
        return DEEP ? List.of(View.values()) : List.of(View.STEP, View.WHOLE);
    }

    @ParameterizedTest
    @MethodSource("views")
    void admitted(View view) {
        var admission = admission(UnaryOperator.identity());
        for (var place : admission.loops(view)) {
            if (!DEEP && !place.state().initial()) {
                continue;
            }
            var seen = admission.look(place, view, 2);
            System.out.println("loops, " + view + ", seed " + SEED + ": " + place.name() + " " + seen);
            assertThat(seen.twice()).as(place.name()).isTrue();
        }
        System.out.println("loops, " + view + ", seed " + SEED + ": " + admission);
        assertThat(admission.against()).isEmpty();
        assertThat(admission.undecided()).isZero();
    }

    /** A claim that a turn does not keep is taken to be kept: that nothing has changed, for one. */
    @ParameterizedTest
    @EnumSource
    void whatATurnDoesNotKeep(View view) {
        assertThat(against(admission(Believing::new), protocol(SOURCE), view, "WHILE in IDLE"))
                .anyMatch(s -> s.contains("it cannot end so"));
    }

    /** What the body changes is taken to stay as it is. */
    @ParameterizedTest
    @EnumSource
    void whatTheBodyChanges(View view) {
        var without = protocol(SOURCE.replace("SEEN := now\n", ""));
        assertThat(against(admission(UnaryOperator.identity()), without, view, "WHILE in IDLE"))
                .anyMatch(s -> s.contains("it cannot end so"));
    }

    /** What turns send is taken to be something else. */
    @Test
    void whatATurnSends() {
        var other = protocol(SOURCE.replace("<SIZE=min(LEFT, 65535)>", "<SIZE=min(LEFT, 7)>"));
        assertThat(against(admission(UnaryOperator.identity()), other, View.WHOLE, "WHILE in IDLE"))
                .anyMatch(s -> s.contains("it cannot send PIECE"));
    }

    private static List<String> against(Admission admission, Protocol prover, View view, String name) {
        for (var place : admission.loops(view)) {
            if (place.name().equals(name)) {
                admission.look(prover, place, view, 2);
            }
        }
        return admission.against();
    }

    private static Admission admission(UnaryOperator<Sink> seam) {
        var protocol = protocol(SOURCE);
        return new Admission(protocol, protocol.machine("M"), Set.of(), seam).walk(new Random(SEED), 4000);
    }

    private static Protocol protocol(String source) {
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        return compilation.protocol().get();
    }

    /** Takes it that a turn keeps whatever held before the first. */
    private record Believing(Sink sink, int[] muted) implements Sink {
        Believing(Sink sink) {
            this(sink, new int[1]);
        }

        @Override
        public void fact(Term fact) {
            sink.fact(fact);
        }

        @Override
        public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {
            sink.demand(kind, span, chain, path, demanded);
        }

        @Override
        public boolean follows(Term claim) {
            return sink.follows(claim);
        }

        @Override
        public List<Term> following(List<Term> claims) {
            return muted[0] > 0 ? claims : sink.following(claims);
        }

        @Override
        public Optional<Term> taken(Expr claim) {
            return sink.taken(claim);
        }

        @Override
        public void mute() {
            muted[0]++;
            sink.mute();
        }

        @Override
        public void listen() {
            muted[0]--;
            sink.listen();
        }
    }
}
