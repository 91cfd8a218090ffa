package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import dev.sequent.cli.demo.Namespace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command on a real TAP, with the kernel's TCP behind it: in namespaces that each test makes and that are gone with
 * it. Skipped where this user may make none.
 */
@Tag("namespace")
class NamespaceTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void aNamespaceCanBeHad() {
        Assumptions.assumeTrue(
                Namespace.find().isPresent(),
                "SKIPPED: no network namespace with a TAP can be made here; see 'sequent doctor'");
    }

    /** The launcher would build; this starts what is under test. */
    private Path launcher() throws IOException {
        Path script = folder.resolve("sequent");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' --enable-native-access=ALL-UNNAMED" + " -Dsequent.home='" + Sequent.HOME + "' -cp '"
                        + System.getProperty("java.class.path") + "' dev.sequent.cli.Main \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int code, String output) {}

    private Ended run(int seconds, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("SEQUENT", launcher().toString());
        builder.environment()
                .put(
                        "XDG_CACHE_HOME",
                        Path.of("target", "cache").toAbsolutePath().toString());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
        return new Ended(ended ? process.exitValue() : -1, Files.readString(output));
    }

    /** Runs a script in a namespace of its own; {@code $SEQUENT} is the command. */
    private Ended inNamespace(String script) throws IOException, InterruptedException {
        var command = new ArrayList<>(Namespace.find().orElseThrow().how());
        command.addAll(List.of("sh", "-c", script));
        return run(60, command.toArray(String[]::new));
    }

    @Test
    @Timeout(180)
    void theDemo() throws IOException {
        Run run = Sequent.run(
                "demo",
                "--bytes",
                "1MiB",
                "--captures",
                folder.resolve("captures").toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "check handshake",
                        "holds (exhaustive)",
                        "echo, clean link",
                        "echo, bad link",
                        "a web page",
                        "our side opens")
                .contains(
                        "a port of ours refuses",
                        "a port of the kernel's refuses",
                        "1 MiB there and back, SHA-256 equal")
                .containsPattern("SYN-SENT +--> <SEQ=\\d+><CTL=SYN><WND=\\d+><MSS=1460> +--> SYN-RECEIVED")
                .containsPattern("LAST-ACK")
                .doesNotContain("✗", "\u001b");
        try (var left = Files.list(folder.resolve("captures"))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("clean.pcapng", "bad.pcapng");
        }
    }

    @Test
    @Timeout(300)
    void otherPeoplesPrograms() throws Exception {
        Ended ended = run(240, Sequent.HOME.resolve("demo/interop.sh").toString(), "300000");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).endsWith("all right\n").doesNotContain("WRONG");
        System.out.println(ended.output());
    }

    @Test
    @Timeout(240)
    void howAStackLivesAndEnds() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "SKIPPED: no bash");
        Ended ended = run(200, Sequent.HOME.resolve("demo/lifecycle.sh").toString(), "5");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).endsWith("all right\n").doesNotContain("WRONG");
        System.out.println(ended.output());
    }

    /** The verdict of a check and the banner of a run name the same core. */
    @Test
    void oneDigest() throws Exception {
        String checked =
                Sequent.run("check", "refused").out().lines().findFirst().orElseThrow();
        Ended ran = inNamespace("$SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7 --duration 100ms");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output().lines().findFirst()).contains(checked);
        assertThat(ran.output()).contains("ended: the time is up").contains("ip address add 192.0.2.1/24 dev sq0");
    }

    @Test
    void aNameThatIsTaken() throws Exception {
        Ended ran = inNamespace(
                "ip tuntap add dev sq0 mode tun && $SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.output()).contains("sequent: cannot open the TAP sq0: ").doesNotContain("at dev.sequent");
    }

    @Test
    void aNameThatCannotBe() throws Exception {
        Ended ran = inNamespace("$SEQUENT run --tap much-too-long-a-name --address 192.0.2.2/24 --app echo:7");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.output()).contains("cannot be a network interface's name");
    }

    @Test
    void anAddressOfTheKernelsOwn() throws Exception {
        Ended ran = inNamespace(
                "ip tuntap add dev sq0 mode tap && ip address add 192.0.2.2/24 dev sq0 && ip link set sq0 up;"
                        + " $SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7");
        assertThat(ran.code()).as(ran.output()).isEqualTo(3);
        assertThat(ran.output()).contains("sequent: 192.0.2.2 is the kernel's own");
    }

    /** Two TAPs on one bridge, and on each a stack. */
    @Test
    void anAddressOfAnotherStack() throws Exception {
        Ended ran = inNamespace("ip link add br0 type bridge && ip link set br0 up && for i in 0 1; do"
                + " ip tuntap add dev sq$i mode tap && ip link set sq$i up master br0; done || { echo SKIPPED; exit; };"
                + " $SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7 --duration 30s > /dev/null & first=$!;"
                + " for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; $SEQUENT ss | grep LISTEN && break; done;"
                + " $SEQUENT run --tap sq1 --address 192.0.2.2/24 --app echo:7; echo exit code $?; kill $first; wait");
        Assumptions.assumeFalse(ran.output().endsWith("SKIPPED\n"), "SKIPPED: no bridge can be made here");
        assertThat(ran.output())
                .contains("sequent: 192.0.2.2 is in use: the station ", " on sq1 answers for it", "exit code 3");
    }

    /** Nobody is there; the specification would try for two minutes. */
    @Test
    void theTimeIsOverWhileAConnectionIsOnItsWay() throws Exception {
        Ended ran = inNamespace(
                "$SEQUENT run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --connect 192.0.2.9:9 --duration 2s");
        assertThat(ran.code()).as(ran.output()).isEqualTo(1);
        assertThat(ran.output()).contains("192.0.2.9:9: no connection yet, and the time is up");
    }

    @Test
    void aCaptureThatCannotBeWritten() throws Exception {
        Ended ran = inNamespace(
                "$SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7 --pcap /no/such/folder/x.pcapng");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.output())
                .contains("--pcap: cannot write /no/such/folder/x.pcapng: there is no folder /no/such/folder");
    }

    @Test
    void aPortTwice() throws Exception {
        Ended ran = inNamespace("$SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7 --app discard:7");
        assertThat(ran.code()).as(ran.output()).isEqualTo(2);
        assertThat(ran.output()).contains("port 7 is in use");
    }

    @Test
    void keysListAndEnd() throws Exception {
        Ended ran = inNamespace(
                "(sleep 4; echo; sleep 1; echo x; echo q) | $SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("LISTEN ", "192.0.2.2:7", "Enter or s lists connections", "ended: q");
    }

    /** A network namespace for each script is made by the command itself, and takes a capability as well. */
    @Test
    void noPrivilegeForScriptsOnTheKernel() throws Exception {
        Assumptions.assumeTrue(
                dev.sequent.cli.doctor.Programs.run("unshare", "-n", "setpriv", "--version")
                        .succeeded(),
                "SKIPPED: no setpriv");
        Path script =
                java.nio.file.Files.writeString(folder.resolve("any.pkt"), "0 < 40000 > 8080: . 1:1(0) ack 1 win 5\n");
        Ended ran = run(
                60,
                "setpriv",
                "--inh-caps=-all",
                "--bounding-set=-all",
                launcher().toString(),
                "packet",
                "--kernel",
                script.toString());
        assertThat(ran.code()).as(ran.output()).isEqualTo(3);
        assertThat(ran.output()).contains("cannot make a network namespace", "CAP_SYS_ADMIN", "unshare -Urn");
    }

    /** Without the capability: as a user that is nobody in the namespace. */
    @Test
    void noPrivilege() throws Exception {
        Assumptions.assumeTrue(
                dev.sequent.cli.doctor.Programs.run("unshare", "-n", "setpriv", "--version")
                        .succeeded(),
                "SKIPPED: no setpriv");
        Ended ran = run(
                60,
                "unshare",
                "-n",
                "setpriv",
                "--inh-caps=-all",
                "--bounding-set=-all",
                launcher().toString(),
                "run",
                "--tap",
                "sq0",
                "--address",
                "192.0.2.2/24",
                "--app",
                "echo:7");
        assertThat(ran.code()).as(ran.output()).isEqualTo(3);
        assertThat(ran.output()).contains("CAP_NET_ADMIN", "unshare -Urn");
    }

    @Test
    void settingsReachTheStack() throws Exception {
        Path listing = folder.resolve("ss.json");
        Ended ran =
                inNamespace("$SEQUENT run --tap sq0 --address 192.0.2.2/24 --app echo:7 --set MSL=2s --duration 3s &"
                        + " for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; $SEQUENT ss --json > " + listing
                        + "; grep -q parametersSet " + listing
                        + " && break; done; wait");
        assertThat(ran.output()).contains("set MSL = 2 s");
        String json = Files.readString(listing);
        assertThat((List<?>) Json.object(json).get("stacks")).hasSize(1);
        assertThat(Json.parse(json).at("/stacks/0/parametersSet/MSL").asLong()).isEqualTo(2_000_000_000L);
        assertThat(Map.of("code", ran.code())).containsEntry("code", 0);
    }

    /**
     * A specification that breaks one of its own rules: the kernel is told at once, and {@code sequent ss} shows that
     * it happened.
     */
    @Test
    void aFaultIsSeenFromOutside() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "SKIPPED: no bash");
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(
                root.resolveSibling("text.sqt"),
                "    let begin = max(SEG.TEXT, RCV.NXT)\n",
                "    assert SEG.DATA != 13 \"unlucky\"\n    let begin = max(SEG.TEXT, RCV.NXT)\n");
        Ended ran = inNamespace(
                "$SEQUENT run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --app echo:7 --duration 30s "
                        + root
                        + " & stack=$!; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; $SEQUENT ss | grep LISTEN && break; done;"
                        + " timeout 5 bash -c 'exec 3<>/dev/tcp/192.0.2.2/7; printf 1234567890123 >&3; cat <&3'; $SEQUENT ss; kill $stack; wait");
        assertThat(ran.output())
                .contains("Connection reset by peer")
                .contains("in ESTABLISHED is given up: ")
                .containsPattern("unlucky \\(text\\.sqt:\\d+, ")
                .contains("faults: 1 (the specification broke a rule of its own");
    }

    /** An observable that somebody adds is shown, as text and in JSON, with nothing rebuilt. */
    @Test
    void whatMayBeObservedIsSeenFromOutside() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "SKIPPED: no bash");
        Path root = Sequent.copy("tcp", folder);
        Path machine = root.resolveSibling("connection.sqt");
        Sequent.edit(machine, "machine Connection ", "enum PHASE { YOUNG, OLD }\nmachine Connection ");
        Sequent.edit(machine, "  observe offered ", """
                  observe phase : PHASE = if RCV.NXT - IRS > 3 then OLD else YOUNG
                  observe nagle : bool  = not NODELAY
                  observe share : u32   = 1 / flight()
                  observe offered \
                """);
        Path listing = folder.resolve("ss.json");
        Ended ran = inNamespace(
                "$SEQUENT run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --app echo:7 --duration 30s "
                        + root
                        + " & stack=$!; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; $SEQUENT ss | grep LISTEN && break; done;"
                        + " timeout 20 bash -c 'exec 3<>/dev/tcp/192.0.2.2/7; printf 12345 >&3; head -c 5 <&3; $SEQUENT ss -i;"
                        + " $SEQUENT ss --json > " + listing + "'; kill $stack; wait");
        assertThat(ran.output())
                .containsPattern(
                        "ESTABLISHED .*\n\t send-next:\\d+ retransmissions:0 rto:\\S+s rtt:\\S+[mu]s mss:1460 .*"
                                + " phase:OLD nagle:no share:- offered:\\d+ .*\n")
                .doesNotContainPattern("LISTEN .*\n\t");
        Json.object(Files.readString(listing));
        var connections = Json.parse(Files.readString(listing)).at("/stacks/0/connections");
        assertThat(connections.at("/0/state").asText()).isEqualTo("LISTEN");
        assertThat(connections.at("/0").has("observed")).isFalse();
        var observed = connections.at("/1/observed");
        assertThat(observed.at("/phase").asText()).isEqualTo("OLD");
        assertThat(observed.at("/nagle").isBoolean()).isTrue();
        assertThat(observed.at("/nagle").booleanValue()).isFalse(); // Sockets of applications turn it off.
        assertThat(observed.at("/share").isNull()).isTrue();
        assertThat(observed.at("/rto").longValue()).isGreaterThanOrEqualTo(200_000_000L);
        assertThat(observed.at("/mss").intValue()).isEqualTo(1460);
        assertThat(observed.fieldNames())
                .toIterable()
                .startsWith("send-next", "retransmissions", "rto", "rtt")
                .containsSubsequence("phase", "nagle", "share", "offered");
    }
}
