package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sequent.cli.Sequent.Run;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.Stacks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit of the specification reaches every command, with no Java written and nothing rebuilt. */
class EditedSpecificationTest {
    @TempDir
    Path folder;

    static Path withShortMsl(Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(
                root.resolveSibling("parameters.sqt"), "param MSL : duration = 30 s ", "param MSL : duration = 1 s ");
        return root;
    }

    static Path withoutResets(Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Path rules = root.resolveSibling("segment-arrives.sqt");
        Sequent.edit(rules, "    if not ACK { send <SEQ=0><ACK=SEG.SEQ + SEG.LEN><CTL=RST,ACK> }\n", "");
        Sequent.edit(rules, "    else       { send <SEQ=SEG.ACK><CTL=RST> }\n", "");
        return root;
    }

    /** Who listens takes a SYN for a connection: two segments and not three. */
    static Path withTwoWayHandshake(Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(
                root.resolveSibling("segment-arrives.sqt"),
                "        -> SYN-RECEIVED\n        send-syn-ack()\n        time-segment()",
                "        -> ESTABLISHED\n        send-syn-ack()\n        time-segment()");
        return root;
    }

    private static String digest(Run run) {
        return run.out().lines().findFirst().orElseThrow().replaceFirst("core ([0-9a-f]+) .*", "$1");
    }

    private static final String ORIGINAL = digest(Sequent.run("check", "refused"));

    @Test
    void aParameterChanges() throws IOException {
        Run run = Sequent.run("check", withShortMsl(folder).toString(), "refused");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("MSL = 1 s (spec/tcp/tcp.sqt: 30 s)");
        assertThat(digest(run)).isNotEqualTo(ORIGINAL);
    }

    @Test
    void aRuleIsRemoved() throws IOException {
        Run run = Sequent.run("check", withoutResets(folder).toString(), "refused");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("vacuous: its witness occurs in none of")
                .contains("vacuous: refused in refused");
        assertThat(digest(run)).isNotEqualTo(ORIGINAL);
    }

    @Test
    void theHandshakeIsBroken() throws IOException {
        Run run = Sequent.run("check", withTwoWayHandshake(folder).toString(), "handshake");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("VIOLATED in ")
                .contains("SYN-SENT --> <SEQ=")
                .containsPattern("<CTL=SYN>.*--> ESTABLISHED");
        assertThat(digest(run)).isNotEqualTo(ORIGINAL);
    }

    // ---------------------------------------------------------------- and it runs so

    /** Both stacks of a run in virtual time, linked with the core of that very specification. */
    private static Stacks.VirtualRun run(Path root) {
        System.setProperty("sequent.home", Sequent.HOME.toString());
        Specification spec = Specification.load(
                new Specification.Request(root.toString(), Map.of(), List.of(), false), Sequent.silent());
        return CoreLinker.link(spec.core())
                .virtual(new Stacks.VirtualRequest(Optional.empty(), Optional.empty(), Map.of(), 42));
    }

    @Test
    void theOriginalRuns() {
        try (var run = run(Sequent.HOME.resolve("spec/tcp/tcp.sqt"))) {
            Stacks.VirtualRun.Echo echo = run.echo(100_000);
            assertThat(echo.received()).isEqualTo(echo.sent());
            assertThat(echo.octets()).isEqualTo(100_000);
            assertThat(run.timeWait()).isCloseTo(60, within(0.1));
            assertThat(run.refused()).contains("connection reset"); // RFC 9293, 3.10.7.3, second.
            assertThat(run.stateAfterSyn()).isEqualTo("SYN-RECEIVED");
        }
    }

    @Test
    void timeWaitLastsTwoOfTheNewMsl() throws IOException {
        try (var run = run(withShortMsl(folder))) {
            run.echo(1_000);
            assertThat(run.timeWait()).isCloseTo(2, within(0.1));
        }
    }

    /** Nobody tells the user any more; he would find out when the retransmissions are used up. */
    @Test
    void nobodyIsRefused() throws IOException {
        try (var run = run(withoutResets(folder))) {
            assertThat(run.refused()).isEmpty();
        }
    }

    @Test
    void theListenerBelievesTheFirstSegment() throws IOException {
        try (var run = run(withTwoWayHandshake(folder))) {
            assertThat(run.stateAfterSyn()).isEqualTo("ESTABLISHED");
        }
    }

    /** What is set on the command line reaches the machines; the core is the same. */
    @Test
    void settingsReachTheRun() {
        System.setProperty("sequent.home", Sequent.HOME.toString());
        Specification spec = Specification.load(
                new Specification.Request("", Map.of(), List.of("MSL=500ms"), false), Sequent.silent());
        assertThat(spec.core().digest()).isEqualTo(ORIGINAL);
        try (var run = CoreLinker.link(spec.core())
                .virtual(new Stacks.VirtualRequest(Optional.empty(), Optional.empty(), spec.set(), 42))) {
            run.echo(1_000);
            assertThat(run.timeWait()).isCloseTo(1, within(0.1));
        }
    }
}
