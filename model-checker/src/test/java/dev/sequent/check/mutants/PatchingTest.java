package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a hunk goes when the text that it was taken from has changed. */
class PatchingTest {
    private static final String HOUSE = """
            a
            b
              one
              two
              three
            c
            d
            """;

    private static Patching.Patched patch(Map<String, String> sources, String diff) throws UnusableMutant {
        return Patching.apply(MutantReaderTest.read(MutantReaderTest.HEAD + "\n" + diff), sources);
    }

    private static Patching.Patched patch(String house) throws UnusableMutant {
        return patch(Map.of("house.sqt", house), MutantReaderTest.DIFF);
    }

    private static Complaint complaint(Map<String, String> sources, String diff) {
        try {
            throw new AssertionError("it was applied: " + patch(sources, diff));
        } catch (UnusableMutant e) {
            return e.complaint();
        }
    }

    private static Complaint complaint(String house) {
        return complaint(Map.of("house.sqt", house), MutantReaderTest.DIFF);
    }

    @Test
    void inItsPlace() throws UnusableMutant {
        Patching.Patched patched = patch(HOUSE);
        assertThat(patched.texts()).containsExactly(Map.entry("house.sqt", HOUSE.replace("two", "TWO")));
        assertThat(patched.remarks()).isEmpty();
    }

    /** Lines were added or removed above. */
    @Test
    void whereItsLinesHaveGone() throws UnusableMutant {
        String further = "0\n0\n0\n" + HOUSE;
        assertThat(patch(further).texts().get("house.sqt")).isEqualTo(further.replace("two", "TWO"));
        String nearer = HOUSE.replace("a\nb\n", "");
        Patching.Patched patched = patch(nearer);
        assertThat(patched.texts().get("house.sqt")).isEqualTo(nearer.replace("two", "TWO"));
        assertThat(patched.remarks()).isEmpty();
    }

    @Test
    void atTheVeryBeginningAndEnd() throws UnusableMutant {
        String all = "  one\n  two\n  three";
        assertThat(patch(all).texts().get("house.sqt")).isEqualTo("  one\n  TWO\n  three");
    }

    /** Context that has changed is passed over, and told of: the patch should be made again. */
    @Test
    void amongOtherNeighbours() throws UnusableMutant {
        String changed = HOUSE.replace("  three", "  3");
        Patching.Patched patched = patch(changed);
        assertThat(patched.texts().get("house.sqt")).isEqualTo(changed.replace("two", "TWO"));
        assertThat(patched.remarks())
                .singleElement()
                .asString()
                .startsWith("house/mutants/lock.patch:8: ")
                .contains("around this hunk house.sqt has changed");
    }

    /** However much context is passed over, what is taken away must be there. */
    @Test
    void whatIsTakenAwayMustBeThere() {
        Complaint complaint = complaint(HOUSE.replace("  two", "  2"));
        assertThat(complaint.line()).isEqualTo(8);
        assertThat(complaint.what()).isEqualTo("the hunk fits nowhere in house.sqt: no line of it reads 'two'");
        assertThat(complaint.hint()).contains("make the edit in it again");
    }

    @Test
    void linesThatAreThereButApartFitNowhere() {
        assertThat(complaint("  one\n  three\n  zwei\n").what()).contains("no line of it reads 'two'");
        assertThat(complaint(Map.of("house.sqt", "  one\nx\n  two\ny\n  two\n  three\nz\n"), MutantReaderTest.DIFF)
                        .what())
                .contains("fits house.sqt in 2 places (lines 3, 5)");
    }

    /** Of two places neither is guessed, unless one is where the patch says. */
    @Test
    void twoPlaces() throws UnusableMutant {
        String twice = HOUSE + HOUSE;
        assertThat(patch(twice).texts().get("house.sqt")).isEqualTo(HOUSE.replace("two", "TWO") + HOUSE);
        assertThat(complaint("0\n" + twice).what()).isEqualTo("the hunk fits house.sqt in 2 places (lines 4, 11)");
    }

    /** What the first hunk adds moves the place of the second. */
    @Test
    void oneHunkAfterAnother() throws UnusableMutant {
        String diff = """
                --- a/house.sqt
                +++ b/house.sqt
                @@ -1,2 +1,4 @@
                 a
                +a1
                +a2
                 b
                @@ -6,2 +8,1 @@
                -c
                 d
                """;
        String wanted = "a\na1\na2\nb\n  one\n  two\n  three\nd\n";
        assertThat(patch(Map.of("house.sqt", HOUSE), diff).texts().get("house.sqt"))
                .isEqualTo(wanted);
        // The second fits twice; which is meant follows from where the first went.
        String twice = "0\n" + HOUSE + HOUSE.replace("a\n", "A\n");
        assertThat(patch(Map.of("house.sqt", twice), diff).texts().get("house.sqt"))
                .isEqualTo("0\n" + wanted + HOUSE.replace("a\n", "A\n"));
    }

    @Test
    void filesAreEditedTogether() throws UnusableMutant {
        String diff = MutantReaderTest.DIFF + MutantReaderTest.DIFF.replace("house", "cellar/wine");
        assertThat(patch(Map.of("house.sqt", HOUSE, "cellar/wine.sqt", "x\n" + HOUSE, "attic.sqt", ""), diff)
                        .texts())
                .containsEntry("house.sqt", HOUSE.replace("two", "TWO"))
                .containsEntry("cellar/wine.sqt", "x\n" + HOUSE.replace("two", "TWO"))
                .containsEntry("attic.sqt", "");
    }

    @Test
    void aFileThatIsNotOfTheSpecification() {
        Complaint complaint = complaint(Map.of("hause.sqt", HOUSE), MutantReaderTest.DIFF);
        assertThat(complaint.text()).isEqualTo("""
                house/mutants/lock.patch:6: house.sqt is not a file of the specification
                  did you mean hause.sqt?""");
        assertThat(complaint(Map.of("attic.sqt", ""), MutantReaderTest.DIFF).hint())
                .isEqualTo("its files are attic.sqt");
    }

    @Test
    void whatIsPutBackChangesNothing() {
        String diff = MutantReaderTest.DIFF.replace("TWO", "two");
        assertThat(complaint(Map.of("house.sqt", HOUSE), diff).what()).isEqualTo("the patch changes nothing");
    }

    /** As checked out on a system that ends lines otherwise. */
    @Test
    void otherLineEnds() throws UnusableMutant {
        Map<String, String> sources = Map.of("house.sqt", HOUSE.replace("\n", "\r\n"));
        assertThat(patch(sources, MutantReaderTest.DIFF.replace("\n", "\r\n"))
                        .texts()
                        .get("house.sqt"))
                .isEqualTo(HOUSE.replace("two", "TWO"));
    }
}
