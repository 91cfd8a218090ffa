package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Specs;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Faults of Java's and of the generator's, put into class files by hand. */
@ExtendWith(RealJpf.class)
class JpfFaultsTest {
    private final Protocol abp = Specs.of("abp").compile();

    /** The alternating bit protocol with other Java in its sender. */
    private CompiledCore sender(String from, String to) {
        GeneratedSources right = CoreGenerator.generate(abp);
        var sources = new TreeMap<>(right.sources());
        String path = sources.keySet().stream()
                .filter(p -> p.endsWith("/Sender.java"))
                .findFirst()
                .orElseThrow();
        assertThat(sources.get(path)).contains(from);
        sources.put(path, sources.get(path).replace(from, to));
        return CoreCompiler.compile(new GeneratedSources(
                right.packageName(), right.coreClass(), sources, right.core(), right.points(), right.lines()));
    }

    private ScenarioReport check(CompiledCore core) {
        return new CheckRun(abp, core, Map.of(), new JpfEngine(RealJpf.jpf(), core))
                .check(abp.scenarios().getFirst(), CheckOptions.defaults());
    }

    private static Counterexample fault(ScenarioReport report) {
        assertThat(report.verdict("no-fault")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdicts()).noneMatch(v -> v.verdict() instanceof Verdict.Holds);
        return ((Verdict.Violated) report.verdict("no-fault")).trace();
    }

    @Test
    void anIndexOutOfBounds() {
        Counterexample trace =
                fault(check(sender("state = WAITING;", "state = WAITING + STATES[SIZE > 1 ? 2 : 0].length() * 0;")));
        assertThat(trace.finding()).contains("ArrayIndexOutOfBoundsException");
        assertThat(trace.steps()).hasSize(4);
    }

    @Test
    void aNullDereference() {
        Counterexample trace = fault(check(sender("SIZE = 0L;", "SIZE = BIT ? F.TEXT * 0L : ((Frame) null).TEXT;")));
        assertThat(trace.finding()).contains("NullPointerException");
    }

    /**
     * An encoder that leaves out a variable: the embedded engine takes two states for one, and may say that all is
     * well.
     */
    @Test
    void aWrongEncoder() {
        CompiledCore careless = ComparisonTest.careless(abp);
        assertThatThrownBy(() -> check(careless))
                .isInstanceOf(EnginesDisagree.class)
                .hasMessageContainingAll(
                        "encoder",
                        "same bits for two machines that differ",
                        "Receiver.EXPECTED is 0 in one and 1 in the other",
                        "the path there",
                        "R receives");
    }

    @Test
    void theCanarySings() {
        RealJpf.jpf().sing();
    }

    /** JPF cut short, here on purpose: it says that it has finished, and finds nothing. */
    @Test
    void theCanaryOfAJpfThatIsCutShort(@TempDir Path folder) throws IOException {
        Jpf real = RealJpf.jpf();
        Path java = FakeJpf.java(
                folder.resolve("java"), "17.0.1", """
                last=; for a; do last=$a; done
                n=$#; while [ $n -gt 0 ]; do a=$1; shift; n=$((n - 1))
                  case $a in +search.multiple_errors=*) set -- "$@" "$a" +search.depth_limit=8 ;; *) set -- "$@" "$a" ;; esac
                done
                exec '%s' "$@"
                """.formatted(real.java().java()));
        Jpf cut = Jpf.find(JpfRequest.of(System.getenv()).withJava(java));
        assertThatThrownBy(cut::sing)
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContaining("does not find what is wrong");
    }

    /** Limits are not exhaustion. */
    @Test
    void limits() {
        var core = CoreCompiler.compile(abp);
        ScenarioReport few = new CheckRun(abp, core, Map.of(), new JpfEngine(RealJpf.jpf(), core))
                .check(
                        abp.scenarios().getFirst(),
                        CheckOptions.defaults().withLimits(Limits.none().withStates(20)));
        assertThat(few.verdict("in-step")).isEqualTo(new Verdict.NotExhausted("the state limit is reached"));
        assertThat(few.statistics().states()).isBetween(20L, 22L);
        var interrupted = new JpfEngine(RealJpf.jpf(), core);
        interrupted.cancel();
        ScenarioReport none = new CheckRun(abp, core, Map.of(), interrupted)
                .check(abp.scenarios().getFirst(), CheckOptions.defaults());
        assertThat(none.verdict("in-step")).isEqualTo(new Verdict.NotExhausted("interrupted"));
    }

    /** What stops one search is no reason to stop the next. */
    @Test
    void aLimitOfTimeIsForEachSearch() {
        var core = CoreCompiler.compile(abp);
        var run = new CheckRun(abp, core, Map.of(), new JpfEngine(RealJpf.jpf(), core));
        Limits brief = Limits.none().withTime(Duration.ofMillis(1));
        ScenarioReport none =
                run.check(abp.scenarios().getFirst(), CheckOptions.defaults().withLimits(brief));
        assertThat(none.verdict("in-step")).isEqualTo(new Verdict.NotExhausted("the time limit is reached"));
        ScenarioReport whole = run.check(abp.scenarios().getFirst(), CheckOptions.defaults());
        assertThat(whole.verdict("in-step")).isInstanceOf(Verdict.Holds.class);
    }

    /** Of runs nothing is known either, when not even the first state was seen. */
    @Test
    void nothingSeenOfRuns() {
        Protocol tcp = Specs.of("tcp").compile();
        var core = CoreCompiler.compile(tcp);
        var engine = new JpfEngine(RealJpf.jpf(), core);
        engine.cancel();
        var run = new CheckRun(tcp, core, Map.of(), engine);
        ScenarioReport none = run.check(run.scenario("opening").orElseThrow(), CheckOptions.defaults());
        assertThat(none.verdict("syn-sent-ends")).isEqualTo(new Verdict.NotExhausted("interrupted"));
        assertThat(none.verdicts()).allSatisfy(v -> assertThat(v.verdict()).isInstanceOf(Verdict.NotExhausted.class));
    }
}
