package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code sequent check --trace-dir} and {@code sequent replay}: a violated handshake and a lasso, on the core and on
 * the stack.
 */
class ReplayCommandTest {
    private static final String IDLE = """

            property ends(A : Connection) : A in ESTABLISHED ~> A in CLOSED "an idle connection is over some day"
            scenario idle "two users with nothing to say" {
              peer A : Connection { OPEN(active: true, remote: true) }
              peer B : Connection { OPEN(active: false, remote: false) }
              network { capacity 1 }
              set KEEPALIVE = true
              set CHALLENGE-ACKS = 0
              set SYN-RETRIES = 0
              set SYNACK-RETRIES = 0
              choose isn in { 100 }
              check ends
            }
            """;

    @TempDir
    static Path folder;

    private static Path root;
    private static Path handshake;
    private static Path lasso;

    @BeforeAll
    static void findCounterexamples() throws IOException {
        root = EditedSpecificationTest.withTwoWayHandshake(folder);
        Files.writeString(root, Files.readString(root) + IDLE);
        Path traces = folder.resolve("traces");
        Run run = Sequent.run(
                "check",
                root.toString(),
                "handshake",
                "idle",
                "--keep-going",
                "--trace-dir",
                traces.toString(),
                "--set",
                "MSL=1s");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        handshake = traces.resolve("handshake.both-ends.json");
        lasso = traces.resolve("idle.ends.json");
        assertThat(run.err())
                .contains(
                        "wrote " + handshake + "\n", "wrote " + lasso + "\n", "both-ends.txt\n", "idle.ends.pcapng\n");
    }

    private static Path tampered(Path trace, String from, String to) throws IOException {
        String text = Files.readString(trace);
        String other = text.replaceFirst(from, to);
        assertThat(other).isNotEqualTo(text);
        return Files.writeString(Files.createTempFile(folder, "tampered", ".json"), other);
    }

    /**
     * What happened to each peer happens again on a stack of the faulty core; on another, the script shows where they
     * part.
     */
    @Test
    void aCounterexampleAsPacketScripts() {
        Path first = folder.resolve("first.pkt");
        Path second = folder.resolve("first-2.pkt");
        Run run = Sequent.run("replay", handshake.toString(), "--script", first.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "script of A: " + first + ": the same happens when it is run\n",
                        "script of B: " + second + ": the same happens when it is run\n");
        Run faulty = Sequent.run("packet", "--spec", root.toString(), first.toString(), second.toString());
        assertThat(faulty.code()).as(faulty.out()).isZero();
        assertThat(faulty.out()).contains("2 passed, 0 failed");
    }

    /** The second script goes beside the first, where something may be, too. */
    @ParameterizedTest
    @ValueSource(strings = {"mine.pkt", "mine-2.pkt"})
    void aScriptReplacesNothingThatIsNotOne(String name) throws IOException {
        Path mine = Files.writeString(folder.resolve(name), "0 `mine`\n");
        Run run = Sequent.run(
                "replay",
                handshake.toString(),
                "--script",
                folder.resolve("mine.pkt").toString());
        assertThat(run.err())
                .contains("--script: " + mine + " exists, and is no packet script that sequent has written");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
        assertThat(mine).hasContent("0 `mine`\n");
        Files.delete(mine);
    }

    @Test
    void aDeviceIsNoTrace() {
        Run run = Sequent.run("replay", "/dev/zero");
        assertThat(run.err()).contains("/dev/zero is no regular file: save the trace in one");
        assertThat(run.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"core,replayed: 4 steps", "stack,replayed on the stack: 4 steps"})
    void aHandshakeOnceMore(String where, String said) {
        Run run = Sequent.run("replay", handshake.toString(), "--on", where);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .startsWith("core ")
                .contains(
                        "set MSL = 1 s\n",
                        "both-ends in scenario handshake: ",
                        "  3.  SYN-SENT ... <SEQ=",
                        said + ", as recorded\n")
                .doesNotContain("different core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "stack"})
    void aLassoOnceMore(String where) {
        Run run = Sequent.run("replay", lasso.toString(), "--on", where);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "fair: strong delivery",
                        "-- the loop begins",
                        "back to where the loop begins, step ",
                        ", as recorded\n");
    }

    @Test
    void aLoopThatDoesNotCloseIsNone() throws IOException {
        Run run = Sequent.run(
                "replay", tampered(lasso, "\"loop\": \\d+", "\"loop\": 1").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("the loop does not close: ", ", not as recorded\n");
    }

    /** What a check prints for scripts holds the same traces. */
    @Test
    void tracesAreInTheJsonOfACheck() {
        Run run = Sequent.run("check", root.toString(), "handshake", "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("\"format\": \"sequent-trace\",", "\"root\": \"" + root + "\"");
        assertThat(Json.object(run.out())).containsEntry("version", 2);
    }

    @Test
    void stepByStepWithTheRules() {
        Run run = Sequent.run("replay", handshake.toString(), "--rules");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("B.state: LISTEN -> ESTABLISHED", "step third \"check for a SYN\" {  [RFC 9293, 3.10.7.2]");
    }

    // ---------------------------------------------------------------- what is not as recorded

    @ParameterizedTest
    @ValueSource(strings = {"core", "stack"})
    void aStateThatWasTamperedWith(String where) throws IOException {
        Path file = tampered(handshake, "\"ESTABLISHED\"", "\"SYN-RECEIVED\"");
        Run run = Sequent.run("replay", file.toString(), "--on", where);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("step 3, to B: <SEQ=4294967295><CTL=SYN>")
                .contains("  states: recorded A in SYN-SENT, B in SYN-RECEIVED; now A in SYN-SENT, B in ESTABLISHED\n")
                .contains(", not as recorded\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "stack"})
    void aSegmentThatWasTamperedWith(String where) throws IOException {
        Path file = tampered(handshake, "\"ACK\": \"0\",(\\s+\"CTL\": \"SYN,ACK\")", "\"ACK\": \"1\",$1");
        Run run = Sequent.run("replay", file.toString(), "--on", where);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("step 3, to B").contains("recorded ").contains("now ");
    }

    /** What the stack cannot see is compared on the core: the finding, and everything that a step says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core|\"name\": \"both-ends\"|\"name\": \"agreement\"|agreement is not violated after step 4",
                "stack|\"name\": \"both-ends\"|\"name\": \"agreement\"|agreement is not violated after step 4",
                "stack|\"name\": \"both-ends\"|\"name\": \"both-endz\"|the scenario handshake does not check both-endz, which the trace is about; it checks ",
                "stack|\"kind\": \"always\"|\"kind\": \"never\"|kind: recorded never; now always",
                "stack|\"both-ends\": false|\"both-ends\": true|both-ends: recorded true; now false",
                "stack|\"told\": \\[]|\"told\": [{\"kind\": \"signal\", \"name\": \"connection-reset\", \"arguments\": {}}]|signals: recorded connection-reset; now nothing",
                "stack|\"choices\": \\[]|\"choices\": [{\"function\": \"isn\", \"arguments\": {}, \"index\": 0, \"value\": \"5\"}]|what was to happen: recorded nothing; now isn() should have been called, and was not",
                "core|\"MSL\": \"1 s\"|\"MSL\": \"2 s\"|bounds: recorded ",
            })
    void aFindingThatWasTamperedWith(String where, String from, String to, String said) throws IOException {
        Run run = Sequent.run("replay", tampered(handshake, from, to).toString(), "--on", where);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(said, ", not as recorded\n")
                .contains("not compared: where rules are in the files; whether there is a shorter path");
    }

    /** No other specification was named, but it is another one: the file was edited since. */
    @Test
    void theCoreThatTheTraceIsOf() throws IOException {
        Run run = Sequent.run(
                "replay",
                tampered(handshake, "\"digest\": \"[0-9a-f]+\"", "\"digest\": \"0123456789abcdef\"")
                        .toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "different core: the trace is from core 0123456789abcdef\n",
                        "replayed: 4 steps, as recorded except for the core, which is a different one: the specification has been edited since\n");
    }

    /** The specification is mended: the path is the same, and the output says where it leads. */
    @ParameterizedTest
    @ValueSource(strings = {"core", "stack"})
    void anotherCore(String where) {
        Run run = Sequent.run(
                "replay",
                handshake.toString(),
                Sequent.HOME.resolve("spec/tcp/tcp.sqt").toString(),
                "--on",
                where);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("different core: the trace is from core ")
                .contains("  states: recorded A in SYN-SENT, B in ESTABLISHED; now A in SYN-SENT, B in SYN-RECEIVED\n");
    }

    /** An added comment does not change the path. */
    @Test
    void anotherCoreThatDoesTheSame() throws IOException {
        Path other = EditedSpecificationTest.withTwoWayHandshake(Files.createTempDirectory(folder, "other"));
        Sequent.edit(
                other.resolveSibling("parameters.sqt"), "param MSL : duration = 30 s ", "param MSL : duration = 31 s ");
        Run run = Sequent.run("replay", handshake.toString(), other.toString());
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("different core: ", "replayed: 4 steps, as recorded, on another core\n");
    }

    // ---------------------------------------------------------------- wrong use

    @Test
    void damagedFiles() throws IOException {
        String text = Files.readString(handshake);
        Path file = folder.resolve("damaged.json");
        Files.writeString(file, text.substring(0, text.indexOf("\"finding\": ") + 11));
        assertWrong(file, file + ":", ": Unexpected end-of-input");
        Files.writeString(file, text.replace("\"version\": 2", "\"version\": 3"));
        assertWrong(file, file + ":3:14: version: this is version 3 of the format, and version 2 can be read");
        Files.writeString(file, text.replace("\"duplicated\": false", "\"duplicated\": \"no\""));
        assertWrong(file, "steps[2].action.duplicated: expected a boolean, and this is a string");
        Files.write(file, new byte[] {'{', (byte) 0xFF});
        assertWrong(file, " is not text in UTF-8");
        Files.writeString(file, text.replace("\"handshake\"", "\"handshakes\""));
        assertWrong(
                file,
                "the trace is of the scenario handshakes, which the specification does not have; it has idle, lawful, overlapping, handshake, ");
        Files.writeString(file, text.replaceAll("\"root\": .*", "\"root\": \"nowhere/tcp.sqt\","));
        assertWrong(
                file,
                "the specification nowhere/tcp.sqt, which " + file + " names, is not there: name it after the file");
        Files.writeString(file, text.replaceAll("\"root\": .*", "\"root\": \"\","));
        assertWrong(file, "does not say which specification it is from");
        assertWrong(folder.resolve("missing.json"), "there is no such file");
    }

    @Test
    void aValueThatIsNoneIsRefusedOnTheStack() throws IOException {
        Path file = tampered(handshake, "\"active\": \"true\"", "\"active\": \"perhaps\"");
        Run run = Sequent.run("replay", file.toString(), "--on", "stack");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(": \"perhaps\" is no bool");
    }

    private static void assertWrong(Path file, String... messages) {
        Run run = Sequent.run("replay", file.toString());
        assertThat(run.code()).as(run.out()).isEqualTo(2);
        assertThat(run.err()).contains(List.of(messages));
    }

    @Test
    void anotherProtocolHasNoStack() throws IOException {
        Path abp = Sequent.copy("abp", Files.createTempDirectory(folder, "abp"));
        Sequent.edit(abp, "        EXPECTED := not EXPECTED\n", "");
        Path traces = folder.resolve("abp-traces");
        Sequent.run("check", abp.toString(), "--trace-dir", traces.toString());
        Path file = traces.resolve("three-messages.not-acknowledged-yet.json");
        assertThat(Sequent.run("replay", file.toString()).code()).isZero();
        Run run = Sequent.run("replay", file.toString(), "--on", "stack");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("this specification cannot run as a TCP");
    }

    /** Another implementation of the remote is a machine of the specification that no stack runs. */
    @Test
    void aRemoteOfAnotherMakeHasNoStack() throws IOException {
        Path tcp = Sequent.copy("tcp", Files.createTempDirectory(folder, "tcp"));
        Sequent.edit(
                tcp.resolveSibling("text.sqt"),
                "if SYN.ACKED then min(SND.NXT, SND.UNA + SND.WND) else SND.NXT",
                "SND.NXT");
        Path traces = folder.resolve("strict-traces");
        Sequent.run("check", tcp.toString(), "strict-never-reads", "--trace-dir", traces.toString());
        Path file = traces.resolve("strict-never-reads.acks-in-reach.json");
        assertThat(Sequent.run("replay", file.toString(), tcp.toString()).code())
                .isZero();
        Run run = Sequent.run("replay", file.toString(), tcp.toString(), "--on", "stack");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("its peer B is of the machine Strict, and a stack runs Connection alone");
    }

    @Test
    void whereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Run run = Sequent.run("check", root.toString(), "handshake", "--trace-dir", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("--trace-dir: cannot write " + file + ": " + file + " is no folder");
    }
}
