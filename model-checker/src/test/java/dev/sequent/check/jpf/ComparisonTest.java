package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.RandomScenario;
import dev.sequent.check.Specs;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.jpf.Recording.Seen;
import dev.sequent.check.jpf.Recording.StepTaken;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Told in the embedded engine's order; and what is said when the two have not been to the same states. */
class ComparisonTest {
    @TempDir
    static Path folder;

    private static StubRun abp() throws Exception {
        return StubRun.of(folder, Specs.of("abp").compile(), "three-messages");
    }

    private static Recording with(
            Recording r, int[][] rests, Seen[] seen, Recording.Edges edges, List<Recording.Merged> merged) {
        return new Recording(
                r.machines(),
                r.messages(),
                r.besides(),
                r.letters(),
                r.initial(),
                rests,
                seen,
                r.between(),
                r.faulted(),
                edges,
                r.errors(),
                merged,
                r.troubles(),
                r.ended());
    }

    @Test
    void theSameNumbersInTheSameOrder() throws Exception {
        try (StubRun run = StubRun.of(folder, RandomScenario.with("""
                peer X : End { OPEN() ; SEND(1) when in OPEN }
                peer Y : End { OPEN() }
                network { capacity 2 ; may lose, reorder }
                choose isn in { 100, 700 }
                bound RETRY <= 1
                check open, prefix, answers""").compile(), "s")) {
            Exploration own = run.own(Long.MAX_VALUE).orElseThrow();
            Translation told = Translation.of(run.record(Set.of()), run.system, "test");
            Exploration seen = told.exploration(Optional.empty(), Duration.ZERO, 0);
            assertThat(seen.states()).isEqualTo(own.states()).isGreaterThan(200);
            assertThat(seen.levels()).isEqualTo(own.levels());
            assertThat(seen.hits()).isEqualTo(own.hits());
            int[] a = new int[run.system.width()];
            int[] b = new int[run.system.width()];
            for (int n = 0; n < own.states(); n++) {
                own.visited().state(n, a);
                seen.visited().state(n, b);
                assertThat(b).as("state %d", n).isEqualTo(a);
                assertThat(seen.ancestry().path(n)).isEqualTo(own.ancestry().path(n));
            }
        }
    }

    @Test
    void aStateThatOnlyTheEmbeddedEngineReaches() throws Exception {
        try (StubRun run = abp()) {
            Exploration own = run.own(Long.MAX_VALUE).orElseThrow();
            Recording whole = run.record(Set.of());
            int end = lastRest(whole);
            assertThatThrownBy(() -> run.compare(withoutWaysTo(whole, end), own))
                    .isInstanceOf(EnginesDisagree.class)
                    .hasMessageContainingAll(
                            "three-messages",
                            "the embedded engine reaches a state that Java PathFinder does not",
                            "1.  ");
        }
    }

    private static int lastRest(Recording of) {
        int last = -1;
        for (int s = 0; s < of.states(); s++) {
            last = of.rests()[s] != null ? s : last;
        }
        return last;
    }

    /**
     * As if every transition to that state had been missed, and the program had gone back to where it began instead.
     */
    private static Recording withoutWaysTo(Recording r, int state) {
        var from = new ArrayList<int[]>();
        for (int s = 0; s < r.states(); s++) {
            for (int e = r.edges().begin(s); e < r.edges().end(s); e++) {
                int to = r.edges().target(e) == state ? r.initial() : r.edges().target(e);
                from.add(new int[] {s, e - r.edges().begin(s), to});
            }
        }
        var steps = new StepTaken[from.size()];
        Arrays.setAll(steps, i -> StepTaken.NOTHING);
        var edges = new Recording.Edges(
                r.states(),
                from.size(),
                from.stream().mapToInt(f -> f[0]).toArray(),
                from.stream().mapToInt(f -> f[1]).toArray(),
                from.stream().mapToInt(f -> f[2]).toArray(),
                steps);
        return with(r, r.rests(), r.seen(), edges, r.merged());
    }

    /** The first such state in the embedded engine's order, and the way to it. */
    @Test
    void aStateThatOnlyJpfReaches() throws Exception {
        Protocol lossless = Specs.of("abp")
                .edit("abp.sqt", "may lose, duplicate", "may duplicate")
                .compile();
        try (StubRun run = abp();
                StubRun tame = StubRun.of(folder, lossless, "three-messages")) {
            Recording lossy = run.record(Set.of());
            Exploration own = tame.own(Long.MAX_VALUE).orElseThrow();
            assertThatThrownBy(() -> tame.compare(lossy, own))
                    .isInstanceOf(EnginesDisagree.class)
                    .hasMessageContainingAll(
                            "Java PathFinder reaches a state that the embedded engine does not",
                            "S: state=WAITING",
                            "in flight to R: nothing",
                            "the path there, 2 steps:",
                            "S takes step 1",
                            "lost on the way to R: <CTL=><TEXT=1>");
        }
    }

    /** The same states and transitions, and something else about them. */
    @Test
    void whatIsCountedDiffers() throws Exception {
        try (StubRun run = abp()) {
            Exploration own = run.own(Long.MAX_VALUE).orElseThrow();
            Recording r = run.record(Set.of());
            Recording silent = withoutWaysTo(r, Integer.MAX_VALUE); // nothing is told of any step
            assertThatThrownBy(() -> run.compare(silent, own))
                    .isInstanceOf(EnginesDisagree.class)
                    .hasMessageContaining("counts sends into a full channel: 0, and the embedded engine 100");
        }
    }

    @Test
    void whatIsHitDiffers() throws Exception {
        try (StubRun run = abp()) {
            Exploration own = run.own(Long.MAX_VALUE).orElseThrow();
            Recording r = run.record(Set.of());
            var blind = r.seen().clone();
            Arrays.setAll(
                    blind,
                    i -> r.seen()[i] == null
                            ? null
                            : new Seen(
                                    r.seen()[i].options(),
                                    r.seen()[i].meant(),
                                    r.seen()[i].held(),
                                    new long[r.seen()[i].marks().length]));
            assertThatThrownBy(() -> run.compare(with(r, r.rests(), blind, r.edges(), r.merged()), own))
                    .isInstanceOf(EnginesDisagree.class)
                    .hasMessageContaining("only the embedded engine reaches in-step");
        }
    }

    /** Equal bits, other contents: what the recorder says is passed on with the way to the second of the two. */
    @Test
    void machinesThatTheEncoderMerges() throws Exception {
        try (StubRun run = abp()) {
            Exploration own = run.own(Long.MAX_VALUE).orElseThrow();
            Recording r = run.record(Set.of());
            var merged = List.of(new Recording.Merged(0, 3, "Sender.BIT is 0 in one and 1 in the other"));
            assertThatThrownBy(() -> run.compare(with(r, r.rests(), r.seen(), r.edges(), merged), own))
                    .isInstanceOf(EnginesDisagree.class)
                    .hasMessageContainingAll(
                            "same bits for two machines that differ",
                            "Sender.BIT is 0 in one and 1 in the other",
                            "the path there");
        }
    }

    /**
     * An encoder and a decoder that leave a variable out: the states of the embedded engine are fewer than there are.
     */
    @Test
    void anEncoderThatLeavesSomethingOut() throws Exception {
        Protocol protocol = Specs.of("abp").compile();
        CompiledCore careless = careless(protocol);
        try (StubRun run = StubRun.of(folder, protocol, "three-messages", careless);
                StubRun right = abp()) {
            assertThat(run.own(Long.MAX_VALUE).orElseThrow().states())
                    .isNotEqualTo(right.own(Long.MAX_VALUE).orElseThrow().states());
        }
    }

    /** The alternating bit protocol, whose receiver is encoded without what it expects. */
    static CompiledCore careless(Protocol abp) {
        GeneratedSources right = CoreGenerator.generate(abp);
        var sources = new TreeMap<>(right.sources());
        String path = sources.keySet().stream()
                .filter(p -> p.endsWith("/Receiver.java"))
                .findFirst()
                .orElseThrow();
        String text = sources.get(path);
        assertThat(text).contains("out.put(this.EXPECTED);", "EXPECTED = in.getBoolean();");
        sources.put(
                path,
                text.replace("out.put(this.EXPECTED);", "")
                        .replace("this.EXPECTED = in.getBoolean();", "this.EXPECTED = false;"));
        return CoreCompiler.compile(new GeneratedSources(
                right.packageName(), right.coreClass(), sources, right.core(), right.points(), right.lines()));
    }
}
