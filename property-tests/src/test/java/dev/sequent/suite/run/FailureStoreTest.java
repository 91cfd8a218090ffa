package dev.sequent.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.suite.run.FailureStore.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has failed is remembered, on disk, for as long as it is of use. */
class FailureStoreTest {
    @TempDir
    Path folder;

    private static Entry entry(long seed, String digest) {
        return new Entry("delivery", seed, List.of(3, 0, 17), digest, Map.of("MSL", 1_000L));
    }

    @Test
    void comesBackAsItWas() {
        FailureStore.in(folder, "tcp.sqt").remember(entry(-5, "abc"));
        assertThat(FailureStore.in(folder, "tcp.sqt").of("delivery", "abc", Map.of("MSL", 1_000L)))
                .containsExactly(entry(-5, "abc"));
    }

    @Test
    void ownFailuresComeBeforeThoseOfOtherCores() {
        FailureStore store = FailureStore.in(folder, "tcp.sqt");
        store.remember(entry(1, "old"));
        store.remember(entry(2, "new"));
        store.remember(entry(3, "old"));
        assertThat(store.of("delivery", "new", Map.of("MSL", 1_000L)))
                .extracting(Entry::seed)
                .containsExactly(2L, 3L, 1L);
    }

    @Test
    void whatFailedWithOtherSettingsOrOfAnotherPropertyIsNotTried() {
        FailureStore store = FailureStore.in(folder, "tcp.sqt");
        store.remember(entry(1, "a"));
        assertThat(store.of("delivery", "a", Map.of())).isEmpty();
        assertThat(store.of("text", "a", Map.of("MSL", 1_000L))).isEmpty();
    }

    /** Two checkouts have one cache, and a fault of the one is none of the other's. */
    @Test
    void whatFailedInAnotherSpecificationIsKeptForThat() {
        FailureStore.in(folder, "here/tcp.sqt").remember(entry(1, "a"));
        FailureStore.in(folder, "there/tcp.sqt").remember(entry(2, "a"));
        Map<String, Long> set = Map.of("MSL", 1_000L);
        assertThat(FailureStore.in(folder, "here/tcp.sqt").of("delivery", "a", set))
                .containsExactly(entry(1, "a"));
        assertThat(FailureStore.in(folder, "there/tcp.sqt").of("delivery", "a", set))
                .containsExactly(entry(2, "a"));
        assertThat(FailureStore.in(folder, "elsewhere/tcp.sqt").of("delivery", "a", set))
                .isEmpty();
    }

    /** A specification that fails often leaves the others theirs, as long as there is room. */
    @Test
    void onlySoManyAreKeptOfEach() {
        FailureStore.in(folder, "here/tcp.sqt").remember(entry(-1, "a"));
        FailureStore there = FailureStore.in(folder, "there/tcp.sqt");
        for (int i = 0; i < 2 * FailureStore.MOST; i++) {
            there.remember(entry(i, "a"));
        }
        assertThat(FailureStore.in(folder, "here/tcp.sqt").of("delivery", "a", Map.of("MSL", 1_000L)))
                .hasSize(1);
    }

    /** For who tries many cores, one after the other: what fails with one is no reason to begin with it in the next. */
    @Test
    void oneWithoutAFolderTellsNoOther() {
        FailureStore.none().remember(entry(1, "a"));
        assertThat(FailureStore.none().of("delivery", "a", Map.of("MSL", 1_000L)))
                .isEmpty();
    }

    @Test
    void onlySoManyAreKept() {
        FailureStore store = FailureStore.in(folder, "tcp.sqt");
        for (int i = 0; i < 2 * FailureStore.MOST; i++) {
            store.remember(entry(i, "a"));
        }
        assertThat(FailureStore.in(folder, "tcp.sqt").of("delivery", "a", Map.of("MSL", 1_000L)))
                .hasSize(FailureStore.MOST)
                .first()
                .extracting(Entry::seed)
                .isEqualTo(2L * FailureStore.MOST - 1);
    }

    @Test
    void whatCannotBeReadIsForgotten() throws IOException {
        FailureStore.in(folder, "tcp.sqt").remember(entry(1, "a"));
        Files.writeString(
                folder.resolve("failures.tsv"),
                "delivery\tseven\t\ta\t\nx\n\n",
                java.nio.file.StandardOpenOption.APPEND);
        assertThat(FailureStore.in(folder, "tcp.sqt").of("delivery", "a", Map.of("MSL", 1_000L)))
                .hasSize(1);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNoHarm() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FailureStore.in(file.resolve("below"), "tcp.sqt").remember(entry(1, "a"));
    }
}
