package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A field {@code to network} is told to the layer below and is no part of the message: nothing that is on its way
 * differs by it.
 */
class NetworkWordsTest {
    /**
     * Whoever pokes P makes it say the same twice, the second time with a word for the network; there is room for one.
     */
    private static final Protocol PROTOCOL = protocol("""
            protocol WORDS
            message M as M {
              X : u8
              TOS : u8 to network
            }
            machine P {
              state S initial, T
              outcome ok
              call GO()
              receives M
              on GO in any state { send <X=1> ; send <X=1><TOS=7> ; -> T ; return ok }
              on M arrives in any state { send <X=2><TOS=1> ; send <X=2> }
            }
            machine Q {
              state S initial, HEARD
              receives M
              on M arrives in any state { -> HEARD }
            }
            property settles(A : P) : eventually always channel empty
            property marked(A : P) : whenever A sends M then OUT.X = 2 and OUT.TOS = 0
            scenario s {
              peer A : P { GO() }
              peer B : Q { }
              network { capacity 1 }
              attacker to A { <X=0> }
              check settles, marked
            }
            """);

    private static Protocol protocol(String text) {
        var compilation = SpecCompiler.compile("words.sqt", Map.of("words.sqt", text), Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
    }

    /**
     * A run in which the attacker never ceases is fair: what was sent again and again did arrive, with whatever word.
     */
    @Test
    void theSameMessageIsOwedOnce() {
        var run = new CheckRun(PROTOCOL, CoreCompiler.compile(PROTOCOL));
        ScenarioReport report = run.check(
                PROTOCOL.scenarios().getFirst(),
                CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
        assertThat(report.verdict("settles")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdict("marked"))
                .as("what was told to the network can be asked about")
                .isInstanceOf(Verdict.Violated.class);
    }

    @Test
    void theChannelHoldsTheMessageWithoutTheWord() {
        assertThat(Twice.search(PROTOCOL, Kept.NOTHING).reached()).contains("STEP marked");
    }
}
