package dev.sequent.check;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A machine of so many states, timers, signals, with as many properties about them: what is kept in bits is more than a
 * word. Its user wakes the first of each kind, then the last; nothing wakes what lies between.
 */
public final class Many {
    public static final String SCENARIO = "wakes";

    private Many() {}

    public static Protocol of(int count) {
        int last = count - 1;
        String text = String.join(
                "\n",
                "protocol MANY",
                "machine M {",
                "  state " + list(count, i -> "Q" + i + (i == 0 ? " initial" : "")),
                lines(count, i -> "  timer T" + i),
                lines(count, i -> "  signal s" + i),
                "  event FIRST()",
                "  event LAST()",
                "  event ALL()",
                "  event OVER()",
                "  on FIRST in any state { start T0 after 1 s ; signal s0 }",
                "  on LAST in any state { start T%d after 1 s ; signal s%d ; -> Q%d }".formatted(last, last, last),
                "  on ALL in any state {",
                lines(last, i -> "    -> Q" + i + " ; start T" + i + " after 1 s ; signal s" + i),
                "  }",
                "  on OVER in any state { stop T0 ; delete TCB }",
                "  on timeout T0 in any state { -> Q1 }",
                "  ignore " + list(last, i -> "timeout T" + (i + 1)) + " in any state",
                "}",
                lines(count, i -> "property in%d(A : M) : never A in Q%d | Q%d".formatted(i, i, i == 2 ? 3 : 2)),
                lines(count, i -> "property runs%d(A : M) : never running A.T%d".formatted(i, i)),
                lines(count, i -> "property fires%d(A : M) : step not expires A.T%d".formatted(i, i)),
                lines(count, i -> "property says%d(A : M) : step not A signals s%d".formatted(i, i)),
                lines(count, i -> "property heard%d(A : M) : never told(A, s%d)".formatted(i, i)),
                lines(count, i -> "property comes%d(A : M) : A in Q0 ~> A in Q%d".formatted(i, i)),
                "scenario " + SCENARIO + " {",
                "  peer A : M { FIRST() ; LAST() ; OVER() }",
                "  peer B : M { }",
                "  network { capacity 1 }",
                "  bound T%d <= 0".formatted(last),
                "  check all",
                "}");
        var compilation = SpecCompiler.compile("many.sqt", Map.of("many.sqt", text), Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
    }
}
