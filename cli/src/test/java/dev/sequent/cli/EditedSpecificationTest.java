package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit of the specification reaches every command, with no Java written and nothing rebuilt. */
class EditedSpecificationTest {
    @TempDir
    Path folder;

    static Path withShortMsl(Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(root.resolveSibling("parameters.sqt"), "param MSL : duration = 30 s ", "param MSL : duration = 1 s ");
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
                "        -> SYN-RECEIVED\n        send <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK><MSS=receive-mss()>\n        time-segment()",
                "        -> ESTABLISHED\n        send <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK><MSS=receive-mss()>\n        time-segment()");
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
        assertThat(run.out()).contains("vacuous: its witness is in none of").contains("vacuous in every scenario that was explored: refused");
        assertThat(digest(run)).isNotEqualTo(ORIGINAL);
    }

    @Test
    void theHandshakeIsBroken() throws IOException {
        Run run = Sequent.run("check", withTwoWayHandshake(folder).toString(), "handshake");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("VIOLATED in ")
                .contains("SYN-SENT --> <SEQ=")
                .containsPattern("<CTL=SYN><WND=\\d+><MSS=1460> +--> ESTABLISHED");
        assertThat(digest(run)).isNotEqualTo(ORIGINAL);
    }
}
