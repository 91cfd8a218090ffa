package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any edit, taken as a diff and applied, is that edit; also when other lines were added before it meanwhile. */
class PatchingProperties {
    @Provide
    Arbitrary<List<String>> anyLines() {
        return Arbitraries.of("", "a", "b", "c", "-- d", "++ e", "  f")
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** No two alike, so that a hunk fits in one place at most. */
    @Provide
    Arbitrary<List<String>> differentLines() {
        return Arbitraries.integers()
                .between(0, 999)
                .map(n -> "line " + n)
                .set()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(List::copyOf);
    }

    private static Mutant mutant(List<String> before, List<String> after) throws UnusableMutant {
        List<String> diff =
                UnifiedDiffUtils.generateUnifiedDiff("a/x.sqt", "b/x.sqt", before, DiffUtils.diff(before, after), 3);
        return MutantReaderTest.read(MutantReaderTest.HEAD + "\n" + String.join("\n", diff) + "\n");
    }

    private static String apply(Mutant mutant, List<String> before) throws UnusableMutant {
        return Patching.apply(mutant, Map.of("x.sqt", String.join("\n", before) + "\n"))
                .texts()
                .get("x.sqt");
    }

    @Property
    void anEditIsThatEdit(@ForAll("anyLines") List<String> before, @ForAll("anyLines") List<String> after)
            throws UnusableMutant {
        Assume.that(!before.equals(after));
        assertThat(apply(mutant(before, after), before)).isEqualTo(String.join("\n", after) + "\n");
    }

    @Property
    void alsoFurtherDown(
            @ForAll("differentLines") List<String> before,
            @ForAll @IntRange(max = 39) int at,
            @ForAll @IntRange(max = 5) int removed,
            @ForAll @IntRange(min = 1, max = 50) int moved)
            throws UnusableMutant {
        int from = Math.min(at, before.size() - 1);
        var after = new ArrayList<>(before);
        after.subList(from, Math.min(before.size(), from + removed)).clear();
        after.add(from, "another");
        var above = new ArrayList<String>();
        for (int i = 0; i < moved; i++) {
            above.add("new " + i);
        }
        assertThat(new HashSet<>(before)).hasSameSizeAs(before);
        var longer = new ArrayList<>(above);
        longer.addAll(before);
        var wanted = new ArrayList<>(above);
        wanted.addAll(after);
        assertThat(apply(mutant(before, after), longer)).isEqualTo(String.join("\n", wanted) + "\n");
    }
}
