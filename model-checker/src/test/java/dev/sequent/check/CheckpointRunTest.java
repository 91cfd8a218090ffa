package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage seen from where the command line sees it: with a protocol, its components and its counts. */
class CheckpointRunTest {
    private static final Limits ALL = Limits.none().withKeepGoing(true);

    @TempDir
    private Path directory;

    private final Protocol tcp = Specs.of("tcp").compile();
    private final CheckRun run = new CheckRun(tcp, CoreCompiler.compile(tcp));

    private ScenarioReport check(Limits limits, StorageOptions storage) {
        return run.check(
                run.scenario("handshake").orElseThrow(),
                CheckOptions.defaults().withThreads(2).withLimits(limits).withStorage(storage));
    }

    private StorageOptions kept(boolean resume) {
        return StorageOptions.inMemory().withEvery(Duration.ZERO).withCheckpoints(directory, resume);
    }

    private static void assertSame(ScenarioReport report, ScenarioReport whole) {
        assertThat(report.verdicts()).isEqualTo(whole.verdicts());
        assertThat(report.bounds()).isEqualTo(whole.bounds());
        assertThat(report.ends()).isEqualTo(whole.ends());
        assertThat(report.coverage()).isEqualTo(whole.coverage());
        assertThat(report.statistics().states()).isEqualTo(whole.statistics().states());
        assertThat(report.statistics().transitions())
                .isEqualTo(whole.statistics().transitions());
        assertThat(report.statistics().depth()).isEqualTo(whole.statistics().depth());
    }

    @Test
    void storageDoesNotChangeWhatIsFound() {
        ScenarioReport whole = check(ALL, StorageOptions.inMemory());
        assertThat(whole.stop()).isEmpty();

        ScenarioReport part = check(ALL.withStates(3000), kept(false));
        assertThat(part.stop()).isPresent();
        assertThat(part.verdict("agreement")).isInstanceOf(Verdict.NotExhausted.class);
        assertThat(check(ALL.withStates(20_000), kept(true)).stop()).isPresent();
        ScenarioReport end = check(ALL, kept(true));
        assertSame(end, whole);
        assertThat(end.statistics().storage()).matches("exact, resumed at 2\\d,\\d{3} states");

        ScenarioReport spilled =
                check(ALL, StorageOptions.inMemory().withMemory(1).withSpill(directory.resolve("spill")));
        assertSame(spilled, whole);
        assertThat(spilled.statistics().storage()).contains("on disk");

        ScenarioReport fingerprints = check(ALL, StorageOptions.inMemory().withFingerprint(true));
        assertSame(fingerprints, whole);
        assertThat(VerdictTable.text(fingerprints, VerdictTable.Detail.FIGURES))
                .contains("a state was missed with probability");

        assertThatThrownBy(() -> check(ALL, kept(true).withFingerprint(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exact states")
                .hasMessageContaining("fingerprints");
        assertThatThrownBy(() -> run.check(
                        run.scenario("handshake").orElseThrow(),
                        CheckOptions.defaults().withStorage(kept(true)).withSet(Map.of("DEFAULT-SEND-MSS", 100L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DEFAULT-SEND-MSS = 100");
    }

    @Test
    void refusesTheCheckpointOfAnotherSpecification() {
        check(ALL.withStates(3000), kept(false));
        Protocol edited = Specs.of("tcp")
                .edit("segment-arrives.sqt", "-> SYN-RECEIVED", "-> ESTABLISHED")
                .compile();
        var other = new CheckRun(edited, CoreCompiler.compile(edited));
        assertThatThrownBy(() -> other.check(
                        other.scenario("handshake").orElseThrow(),
                        CheckOptions.defaults().withStorage(kept(true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another search")
                .hasMessageContaining("core ");
    }

    /** The core is the same, what it must do is not: what was found out about it does not count. */
    @Test
    void refusesTheCheckpointOfOtherProperties() {
        Protocol abp = Specs.of("abp").compile();
        Protocol edited = Specs.of("abp")
                .edit("abp.sqt", "always S in WAITING or", "always")
                .compile();
        CompiledCore core = CoreCompiler.compile(abp);
        CompiledCore same = CoreCompiler.compile(edited);
        assertThat(same.digest()).isEqualTo(core.digest());
        var options = CheckOptions.defaults().withStorage(kept(true));
        new CheckRun(abp, core).check(abp.scenarios().getFirst(), options);
        var other = new CheckRun(edited, same);
        assertThatThrownBy(() -> other.check(edited.scenarios().getFirst(), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another search")
                .hasMessageContaining("properties ");
    }

    /** Core and properties are the same, and what counts as a deadlock is not. */
    @Test
    void refusesTheCheckpointOfAScriptThatMayEndElsewhere() {
        Protocol abp = Specs.of("abp").compile();
        Protocol edited = Specs.of("abp")
                .edit("abp.sqt", "peer S : Sender   {", "peer S : Sender { may end in WAITING ;")
                .compile();
        var options = CheckOptions.defaults().withStorage(kept(true));
        new CheckRun(abp, CoreCompiler.compile(abp)).check(abp.scenarios().getFirst(), options);
        var other = new CheckRun(edited, CoreCompiler.compile(edited));
        assertThatThrownBy(() -> other.check(edited.scenarios().getFirst(), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another search")
                .hasMessageContaining("may end in WAITING");
    }
}
