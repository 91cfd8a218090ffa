package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The format of a mutant's file: what is read, and what is said of what cannot be. */
class MutantReaderTest {
    static final String HEAD = """
            Title: why a lock: without it anybody comes in
            Row: 3, 14
            Kills: shut, Door.locked
            Scenario: night
            """;

    static final String DIFF = """
            --- a/house.sqt
            +++ b/house.sqt
            @@ -3,3 +3,3 @@ machine Door {
               one
            -  two
            +  TWO
               three
            """;

    static Mutant read(String text) throws UnusableMutant {
        return MutantReader.read("lock", "house/mutants/lock.patch", text);
    }

    private static Complaint complaint(String text) {
        try {
            throw new AssertionError("it was read: " + read(text));
        } catch (UnusableMutant e) {
            return e.complaint();
        }
    }

    @Test
    void everythingThatCanBeSaid() throws UnusableMutant {
        Mutant mutant = read(HEAD + """
                Scenario: day
                Set: KEYS=2
                Set: DOORS=1
                Quick: yes
                Tells: (OPEN)
                Tells: <CTL=SYN>  *  OPEN
                Story: Somebody comes,
                  by the door,
                  and nobody asks him who he is.
                Story: In the morning the silver is gone.

                """ + DIFF);
        assertThat(mutant.name()).isEqualTo("lock");
        assertThat(mutant.title()).isEqualTo("why a lock: without it anybody comes in");
        assertThat(mutant.rows()).containsExactly(3, 14);
        assertThat(mutant.property()).isEqualTo("shut");
        assertThat(mutant.kills()).extracting(Mutant.Line::text).containsExactly("shut", "Door.locked");
        assertThat(mutant.scenarios()).extracting(Mutant.Line::text).containsExactly("night", "day");
        assertThat(mutant.settings()).extracting(Mutant.Line::text).containsExactly("KEYS=2", "DOORS=1");
        assertThat(mutant.tells()).extracting(Mutant.Line::text).containsExactly("(OPEN)", "<CTL=SYN>  *  OPEN");
        assertThat(mutant.tells().getFirst().number()).isEqualTo(9);
        assertThat(mutant.story())
                .isEqualTo(
                        "Somebody comes, by the door, and nobody asks him who he is.\nIn the morning the silver is gone.");
        assertThat(mutant.quick()).isTrue();
    }

    @Test
    void whatNeedNotBeSaid() throws UnusableMutant {
        Mutant mutant = read("Title: a\nKills: b\nScenario: c\n\n" + DIFF);
        assertThat(mutant.rows()).isEmpty();
        assertThat(mutant.tells()).isEmpty();
        assertThat(mutant.story()).isEmpty();
        assertThat(mutant.quick()).isFalse();
    }

    @Test
    void theDiffIsReadWithItsContext() throws UnusableMutant {
        List<FileEdit> edits = read(HEAD + "\n" + DIFF).edits();
        assertThat(edits).singleElement().satisfies(edit -> {
            assertThat(edit.file()).isEqualTo("house.sqt");
            assertThat(edit.line()).isEqualTo(6);
            assertThat(edit.hunks()).singleElement().satisfies(hunk -> {
                assertThat(hunk.line()).isEqualTo(8);
                assertThat(hunk.leading()).isEqualTo(1);
                assertThat(hunk.trailing()).isEqualTo(1);
                assertThat(hunk.delta().getSource().getLines()).containsExactly("  one", "  two", "  three");
                assertThat(hunk.delta().getTarget().getLines()).containsExactly("  one", "  TWO", "  three");
            });
        });
    }

    /** As git writes it, over two files, with two hunks in the first, and blank lines that lost their blank. */
    @Test
    void whatGitWrites() throws UnusableMutant {
        List<FileEdit> edits = read(HEAD + """

                diff --git a/house.sqt b/house.sqt
                index 1234567..89abcde 100644
                --- a/house.sqt
                +++ b/house.sqt
                @@ -1,3 +1,2 @@

                -one
                 two
                @@ -10 +9 @@ scenario night
                -ten
                +TEN
                \\ No newline at end of file
                diff --git a/cellar/wine.sqt b/cellar/wine.sqt
                index 1234567..89abcde 100644
                --- a/cellar/wine.sqt\t2025-01-01
                +++ b/cellar/wine.sqt\t2025-01-02
                @@ -4,2 +4,3 @@
                 red
                +white
                 rosé

                """).edits();
        assertThat(edits).extracting(FileEdit::file).containsExactly("house.sqt", "cellar/wine.sqt");
        assertThat(edits.getFirst().hunks()).hasSize(2);
        assertThat(edits.getFirst().hunks().getFirst().delta().getSource().getLines())
                .containsExactly("", "one", "two");
        assertThat(edits.getLast().hunks().getFirst().delta().getTarget().getLines())
                .containsExactly("red", "white", "rosé");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("Titel: x\n", 1, "there is no key Titel", "did you mean Title?"),
                Arguments.of("Author: x\n", 1, "there is no key Author", "the keys are Title, Row, Kills"),
                Arguments.of(
                        "Title: a\nand so on\n", 2, "'and so on' is neither 'Key: value'", "a blank line ends them"),
                Arguments.of("  Title: a\n", 1, "is neither 'Key: value'", ""),
                Arguments.of(
                        "Kills: b\nScenario: c\n\n" + DIFF, 1, "it does not say 'Title: ...'", "why three segments"),
                Arguments.of(HEAD + "Title: again\n\n" + DIFF, 5, "Title stands here again", ""),
                Arguments.of(
                        "Title: a\nScenario: c\n\n" + DIFF, 1, "it does not say 'Kills: ...'", "property or invariant"),
                Arguments.of("Title: a\nKills: ,\nScenario: c\n\n" + DIFF, 1, "it does not say 'Kills: ...'", ""),
                Arguments.of("Title: a\nKills: b\n\n" + DIFF, 1, "it does not say 'Scenario: ...'", "scenario"),
                Arguments.of(HEAD + "Row: first\n\n" + DIFF, 5, "'first' is not a row", "numbers"),
                Arguments.of(HEAD + "Quick: maybe\n\n" + DIFF, 5, "Quick is yes or no, not 'maybe'", ""),
                Arguments.of(HEAD, 4, "the patch is missing", "unified diff"),
                Arguments.of(HEAD + "\n\n\n", 7, "the patch is missing", ""),
                Arguments.of(
                        HEAD + "\nTells: too late\n" + DIFF,
                        6,
                        "'--- a/FILE' is expected, not 'Tells: too late'",
                        "one blank line ends the mutant's header"),
                Arguments.of(
                        HEAD + "\n--- house.sqt\n+++ house.sqt\n", 6, "'house.sqt' names no file", "a/FILE and b/FILE"),
                Arguments.of(HEAD + "\n--- a/house.sqt\nhunk\n", 7, "'+++ b/FILE' is expected, not 'hunk'", ""),
                Arguments.of(
                        HEAD + "\n--- a/house.sqt\n+++ b/hut.sqt\n@@ -1 +1 @@\n-a\n+b\n",
                        6,
                        "the patch makes hut.sqt out of house.sqt",
                        "edits existing files"),
                Arguments.of(
                        HEAD + "\n--- /dev/null\n+++ b/hut.sqt\n@@ -0,0 +1 @@\n+b\n",
                        6,
                        "'/dev/null' names no file",
                        ""),
                Arguments.of(HEAD + "\n--- a/house.sqt\n+++ b/house.sqt\n", 6, "changes nothing in it", ""),
                Arguments.of(
                        HEAD + "\n--- a/house.sqt\n+++ b/house.sqt\n@@ one @@\n",
                        8,
                        "'@@ one @@' does not begin a hunk",
                        "@@ -LINE"),
                Arguments.of(
                        HEAD + "\n" + DIFF.replace("-3,3", "-3,4"),
                        8,
                        "not as long as its header says: @@ -3,4",
                        "count"),
                Arguments.of(HEAD + "\n" + DIFF.replace("-3,3", "-3,2"), 8, "not as long as its header says", "count"),
                Arguments.of(
                        HEAD + "\n" + DIFF.replace("-3,3 +3,3", "-3,2 +3,2"),
                        8,
                        "longer than its header says",
                        "count"),
                Arguments.of(
                        HEAD + "\n" + DIFF.replace("-  two\n+  TWO\n", "   two\n"), 8, "the hunk changes nothing", ""),
                Arguments.of(
                        HEAD + "\n--- a/house.sqt\n+++ b/house.sqt\n@@ -3,0 +4 @@\n+b\n",
                        8,
                        "does not show where it belongs",
                        "context"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatIsSaidOfMistakes(String text, int line, String what, String hint) {
        Complaint complaint = complaint(text);
        assertThat(complaint.what()).contains(what);
        assertThat(complaint.hint()).contains(hint);
        assertThat(complaint.line()).isEqualTo(line);
        assertThat(complaint.text()).startsWith("house/mutants/lock.patch:" + line + ": ");
    }
}
