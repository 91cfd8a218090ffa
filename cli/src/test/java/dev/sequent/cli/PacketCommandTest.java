package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sequent.cli.Sequent.Run;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sequent packet}: what it prints and with which code it ends. What a run tells is tested in packet-scripts. */
class PacketCommandTest {
    private static final String SCRIPTS =
            Sequent.HOME.resolve("spec/tcp/scripts").toString();

    private static final String RESET = """
            0 < 40000 > 8080: . 1:1(0) ack 1000 win 4096
            +0 > 8080 > 40000: R 1000:1000(0)
            """;
    private static final String FAILS =
            RESET.replace("> 8080 > 40000: R 1000:1000(0)", "> 8080 > 40000: R 1001:1001(0)");

    @TempDir
    Path folder;

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** What some of them turn off in other implementations, this specification does not have yet. */
    @Test
    void theScriptsOfTheSpecificationPass() {
        Run run = Sequent.run("packet", SCRIPTS);
        assertThat(run.out())
                .matches("(?s)core [0-9a-f]{16} \\(TCP, spec/tcp/tcp.sqt\\)\n\\d+ passed, 0 failed, 0 unsupported\n");
        assertThat(run.err().lines())
                .allMatch(line -> line.matches("sequent: warning: net.ipv4.tcp_(window_scaling|sack|timestamps) is no"
                        + " parameter of this specification: not set"));
        assertThat(run.code()).isZero();
    }

    @Test
    void whatFailsAndWhatIsUnsupportedIsNoSuccess() throws IOException {
        String fails = script("fails.pkt", FAILS);
        Run run = Sequent.run("packet", fails, script("passes.pkt", RESET));
        assertThat(run.out())
                .contains(fails + ":2: the host has sent another segment than the script expects\n")
                .contains(
                        "  expected  8080 > 40000 R 1001:1001(0)\n",
                        "  actual    8080 > 40000 R 1000:1000(0)\n",
                        "sent by   segment-arrives.sqt:")
                .endsWith("1 passed, 1 failed, 0 unsupported\n");
        assertThat(run.code()).isEqualTo(1);

        Run unsupported = Sequent.run("packet", script("udp.pkt", "0 < udp (10)\n"));
        assertThat(unsupported.out()).endsWith("udp.pkt:1: unsupported: UDP\n0 passed, 0 failed, 1 unsupported\n");
        assertThat(unsupported.code()).isEqualTo(1);
    }

    @Test
    void aScriptWithMistakesIsNotRun() throws IOException {
        Run run = Sequent.run("packet", script("wrong.pkt", "0 sokcet(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"));
        assertThat(run.out())
                .contains("wrong.pkt: 1 mistake in the script\n", "error[PKT501]", "did you mean socket?")
                .endsWith("0 passed, 0 failed, 0 unsupported, 1 with mistakes in the script\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aDryRunRunsNone() throws IOException {
        Run run = Sequent.run("packet", "--dry-run", script("fails.pkt", FAILS));
        assertThat(run.out()).endsWith("read only: 1 can be run, 0 unsupported\n");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+0 `rm -r x` | 2: unsupported: ",
                "+0 sendfile(3, 5, [0], 1000) = 1000 | 2: unsupported: the system call sendfile",
                "+0 > icmp unreachable port_unreachable [1:1(0)] | 2: unsupported: an ICMP message that the host should send",
                "+0 %{ import os }% | 2: unsupported: this code: import os",
                "+0 getsockopt(3, IPPROTO_TCP, TCP_INFO, {tcpi_state=TCP_CLOSE}, [104]) = 0 | read only: 1 can be run"
            })
    void aDryRunSaysWhatIsNotSupported(String line, String said) throws IOException {
        Run run = Sequent.run(
                "packet",
                "--dry-run",
                script("some.pkt", "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n" + line + "\n"));
        assertThat(run.out()).contains(said);
        assertThat(run.code()).isEqualTo(said.contains("unsupported") ? 1 : 0);
    }

    /** No Java is touched: the command links the stack with the specification as it is. */
    @Test
    void anEditedSpecificationIsWhatIsRun() throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(
                root.resolveSibling("segment-arrives.sqt"),
                "else       { send <SEQ=SEG.ACK><CTL=RST> }",
                "else       { send <SEQ=SEG.ACK + 1><CTL=RST> }");
        String fails = script("fails.pkt", FAILS);
        Run run = Sequent.run("packet", "--spec", root.toString(), fails);
        assertThat(run.out()).endsWith("1 passed, 0 failed, 0 unsupported\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void aParameterIsSet() {
        String script = SCRIPTS + "/3.8.1-retransmission/retransmission.pkt";
        assertThat(Sequent.run("packet", script).code()).isZero();
        Run slower = Sequent.run("packet", "--set", "RTO-INITIAL=2s", script);
        assertThat(slower.out()).contains("later     at 2.000000 s it sent S 0:0(0)");
        assertThat(slower.code()).isEqualTo(1);
    }

    @Test
    void theJsonIsAsItsSchemaSays() throws IOException {
        Run run = Sequent.run(
                "packet",
                "--json",
                script("a.pkt", RESET),
                script("b.pkt", FAILS),
                script("c.pkt", "0 < udp (10)\n"),
                script("d.pkt", "0\n"));
        JsonNode json = Json.parse(run.out());
        assertThat(Json.complaints(json)).isEmpty();
        assertThat(json.at("/scripts").findValuesAsText("verdict"))
                .containsExactly("passed", "failed", "unsupported", "wrong");
        assertThat(json.at("/scripts/1/line").asInt()).isEqualTo(2);
        assertThat(json.at("/scripts/1/details").asText()).contains("expected");
        assertThat(run.code()).isEqualTo(2);
    }

    /** No script of these closes anything. */
    @Test
    void rulesAreCountedIfWanted() throws IOException {
        String opens = script("opens.pkt", """
                0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1 <...>
                """);
        Run run = Sequent.run("packet", "--rules", "--branches", opens);
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .containsPattern("\n\\d+ of \\d+ rules no script has passed:\n")
                .containsPattern("  user-calls.sqt:\\d+: on CLOSE in ESTABLISHED\n")
                .containsPattern("\n\\d+ of \\d+ branches in states were passed\n")
                .containsPattern("\\d+ are known never to be taken, see \\S+UNEXERCISED.md\n")
                .containsPattern("  user-calls.sqt:\\d+: on OPEN in CLOSED: `if not active` fails in CLOSED\n")
                .contains("1 passed, 0 failed");

        Run branches = Sequent.run("packet", "--branches", opens);
        assertThat(branches.out())
                .as("the rules are hundreds, and nobody has asked for them")
                .doesNotContain("rules no script has passed")
                .containsPattern("\n\\d+ of \\d+ branches in states were passed\n")
                .containsPattern("  user-calls.sqt:\\d+: on OPEN in CLOSED: `if not active` fails in CLOSED\n");

        Run asJson = Sequent.run("packet", "--rules", "--json", opens);
        JsonNode json = Json.parse(asJson.out());
        assertThat(Json.complaints(json)).isEmpty();
        assertThat(json.at("/rules/missed").size()).isGreaterThan(200);
        assertThat(json.at("/rules/branchesInStatesPassed").asInt())
                .isBetween(10, json.at("/rules/branchesInStates").asInt() / 10);
        assertThat(json.at("/rules/branchesInStatesMissed").size()).isGreaterThan(10);
    }

    @Test
    void theReportIsForABuildServer() throws IOException {
        Path report = folder.resolve("report.xml");
        Run run = Sequent.run("packet", "--report", report.toString(), script("a.pkt", RESET), script("b.pkt", FAILS));
        assertThat(run.code()).isEqualTo(1);
        assertThat(Files.readString(report))
                .contains("<testsuite name=\"sequent packet\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"")
                .contains("<failure message=")
                .contains("&lt;SEQ=1000&gt;");
        assertThat(Sequent.run(
                                "packet",
                                "--report",
                                folder.resolve("no/report.xml").toString(),
                                script("a.pkt", RESET))
                        .code())
                .isEqualTo(3);
    }

    @Test
    void optionsOfScriptsMayBeGivenHere() throws IOException {
        String late = script("late.pkt", """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
                +0 connect(3, ..., ...) = -1 EINPROGRESS
                +0 > S 0:0(0) <...>
                +1.2 > S 0:0(0) <...>
                """);
        assertThat(Sequent.run("packet", late).code()).isEqualTo(1);
        assertThat(Sequent.run("packet", "--tolerance_usecs=300000", late).code())
                .isZero();
        Run wrong = Sequent.run("packet", "--tolerance_uscs=300000", late);
        assertThat(wrong.err()).contains("unknown option --tolerance_uscs", "did you mean tolerance_usecs?");
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void aWordMayBeDefinedHere() throws IOException {
        String script = script("defined.pkt", RESET.replace("1000", "NUMBER"));
        assertThat(Sequent.run("packet", script).code()).isEqualTo(2);
        assertThat(Sequent.run("packet", "-D", "NUMBER=77", script).code()).isZero();
        assertThat(Sequent.run("packet", "--define=NUMBER=77", script).code()).isZero();
        assertThat(Sequent.run("packet", "-D", "NUMBER", script).err())
                .contains("--define wants a name and what it stands for");
    }

    @Test
    void whatIsNotThereIsWrongUse() {
        Run none = Sequent.run("packet");
        assertThat(none.err()).contains("name a script, or a folder with scripts");
        assertThat(none.code()).isEqualTo(2);
        Run missing = Sequent.run("packet", folder.resolve("no.pkt").toString());
        assertThat(missing.err()).contains("there is no script " + folder.resolve("no.pkt"));
        assertThat(missing.code()).isEqualTo(2);
        Run empty = Sequent.run("packet", folder.toString());
        assertThat(empty.err()).contains("there is no script in the folder " + folder);
        assertThat(empty.code()).isEqualTo(2);
    }

    /** A device may have no end, a pipe may never come to it. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/full", "PIPE"})
    void whatIsNoRegularFileIsNoScript(String given) throws IOException, InterruptedException {
        String file = given;
        if (given.equals("PIPE")) {
            file = folder.resolve("pipe.pkt").toString();
            assertThat(new ProcessBuilder("mkfifo", file).start().waitFor()).isZero();
        }
        for (String option : List.of("--dry-run", "--from-capture")) {
            Run run = Sequent.run("packet", option, file);
            assertThat(run.err()).contains(file + " is no regular file: save the ");
            assertThat(run.code()).as(option).isEqualTo(option.equals("--dry-run") ? 2 : 3);
        }
    }

    @Test
    void aFileMayBeTooLargeToBeAScript() throws IOException {
        Path large = folder.resolve("large.pkt");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }
        for (String given : List.of(large.toString(), folder.toString())) {
            Run run = Sequent.run("packet", given);
            assertThat(run.err()).contains(large + " has more than 16 MB: that is no script");
            assertThat(run.code()).isEqualTo(2);
        }
    }

    /** One script that nobody can parse does not take the others with it. */
    @Test
    void whatNestsTooDeeplyIsAMistakeOfThatScript() throws IOException {
        String deep = script("deep.pkt", "0 socket(" + "[".repeat(100_000) + ", 1, 1) = 3\n");
        Run run = Sequent.run("packet", deep, script("passes.pkt", RESET));
        assertThat(run.out())
                .contains("deep.pkt: 1 mistake in the script\n", "error[PKT210]: nested too deeply")
                .endsWith("1 passed, 0 failed, 0 unsupported, 1 with mistakes in the script\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void anOptionIsGivenOnce() throws IOException {
        Run run = Sequent.run("packet", "--mtu=1000", "--mtu=900", script("a.pkt", RESET));
        assertThat(run.err()).contains("--mtu is there twice");
        assertThat(run.code()).isEqualTo(2);
        assertThat(Sequent.run("packet", "--mtu=0", script("a.pkt", RESET)).err())
                .contains("--mtu wants a number from 68 to 65535, not '0'");
    }

    /** As after SIGINT: what is through is told, and nothing else is waited for. */
    @Test
    void whoDoesNotWaitIsToldHowFarItCame() throws IOException {
        var output = new PacketOutput(
                Sequent.silent(), new Paint(false), false, false, Optional.empty(), new AtomicBoolean(true));
        List<Path> files = List.of(Path.of(script("a.pkt", RESET)));
        List<Outcome> outcomes = output.run(files, file -> fail("a script is run"), 1, outcome -> {});
        assertThat(output.soFar(outcomes, files)).isEqualTo("interrupted after 0 of 1 scripts: ");
        assertThat(output.isInterrupted()).isTrue();
    }

    @Test
    void warningsAreSaidOnce() throws IOException {
        String text = "`sysctl -q net.ipv4.tcp_ecn=0`\n" + RESET;
        Run run = Sequent.run("packet", script("a.pkt", text), script("b.pkt", text));
        assertThat(run.err())
                .isEqualTo("sequent: warning: net.ipv4.tcp_ecn is no parameter of this specification: not set\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void verboseShowsTheFigure() throws IOException {
        Run run = Sequent.run("packet", "-v", script("a.pkt", RESET));
        assertThat(run.out()).contains("a.pkt: passed\n", "<-- <SEQ=1000><CTL=RST>");
    }

    /** The host says that it cannot be like that, and not that something broke. */
    @Test
    void aNetworkWithoutAnotherHostIsUnsupported() throws IOException {
        Run run = Sequent.run("packet", script("alone.pkt", "--netmask_ip=255.255.255.255\n" + RESET));
        assertThat(run.out()).contains("alone.pkt: unsupported: a network without another host");
        assertThat(run.code()).isEqualTo(1);
    }
}
