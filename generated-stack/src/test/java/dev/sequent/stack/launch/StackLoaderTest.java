package dev.sequent.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.wire.Ipv4Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An edited specification becomes a stack without anything being rebuilt; one that no longer fits is refused with the
 * reason.
 */
class StackLoaderTest {

    private static final Path SPECIFICATION = Path.of("../spec/tcp");

    /** A file of the specification with something in it replaced. */
    record Edit(String file, String what, String by) {}

    static StackLoader link(Edit... edits) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SPECIFICATION)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sqt")).toList()) {
                sources.put(SPECIFICATION.relativize(file).toString(), Files.readString(file));
            }
        }
        for (Edit edit : edits) {
            assertThat(sources.get(edit.file)).contains(edit.what);
            sources.computeIfPresent(edit.file, (name, text) -> text.replace(edit.what, edit.by));
        }
        Compilation compilation = SpecCompiler.compile("tcp.sqt", sources, Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        CompiledCore core = CoreCompiler.compile(compilation.protocol().orElseThrow());
        byte[] points = core.points().toTsv().getBytes(StandardCharsets.UTF_8);
        return StackLoader.link(
                core.classes(),
                Map.of(core.generated().pointsPath(), points),
                List.of(),
                StackLoaderTest.class.getClassLoader());
    }

    static List<String> probe(StackLoader loader) throws ReflectiveOperationException {
        return run(loader, "LinkedProbe");
    }

    @SuppressWarnings("unchecked")
    private static List<String> run(StackLoader loader, String name) throws ReflectiveOperationException {
        Class<?> probe = loader.loadClass("dev.sequent.stack.sim." + name);
        assertThat(probe.getClassLoader()).isSameAs(loader);
        return ((Supplier<List<String>>) probe.getConstructor().newInstance()).get();
    }

    private static final Edit UNLUCKY_THIRTEEN = new Edit(
            "text.sqt",
            "    note-fin()\n    let begin",
            "    note-fin()\n    assert SEG.DATA != 13 \"unlucky\"\n    let begin");

    @Test
    void theSpecificationAsItIs() throws Exception {
        assertThat(probe(link()))
                .containsExactly("closed port: connection reset after 0 s", "transfer: equal", "TIME-WAIT: 60 s");
    }

    /** What knows no core is there once, for stacks of all cores and for whoever loads them. */
    @Test
    void theWireIsShared() throws Exception {
        StackLoader loader = link();
        assertThat(loader.loadClass("dev.sequent.stack.ip.Ipv4Layer").getClassLoader())
                .isSameAs(loader);
        assertThat(loader.loadClass(Ipv4Header.class.getName())).isSameAs(Ipv4Header.class);
    }

    @Test
    void anotherMslIsAnotherTimeWait() throws Exception {
        assertThat(probe(link(new Edit("parameters.sqt", "param MSL : duration = 30 s", "param MSL : duration = 2 s"))))
                .contains("TIME-WAIT: 4 s");
    }

    @Test
    void withoutTheResetForAClosedPortAnOpenTimesOut() throws Exception {
        assertThat(probe(link(
                        new Edit(
                                "segment-arrives.sqt",
                                "if not ACK { send <SEQ=0><ACK=SEG.SEQ + SEG.LEN><CTL=RST,ACK> }",
                                ""),
                        new Edit("segment-arrives.sqt", "    else       { send <SEQ=SEG.ACK><CTL=RST> }", ""))))
                .contains("closed port: connection timed out after 127 s");
    }

    /** Ordinals move: constants that a compiler had copied into the stack's classes would be wrong now. */
    @Test
    void declarationsInFrontOfOthersDoNotMatter() throws Exception {
        assertThat(probe(link(
                        new Edit(
                                "connection.sqt",
                                "  signal connection-established",
                                "  signal another\n  signal connection-established"),
                        new Edit(
                                "acknowledgments.sqt",
                                "    signal connection-established",
                                "    signal another\n    signal connection-established"),
                        new Edit(
                                "connection.sqt",
                                "  outcome ok ",
                                "  outcome another \"error: another\"\n  outcome ok "),
                        new Edit(
                                "user-calls.sqt",
                                "    if not remote { return remote-unspecified }",
                                "    if not remote { return another }"),
                        new Edit(
                                "connection.sqt",
                                "  var SND.UNA : seq ",
                                "  var OTHER.PORT : u16 \"first\"\n  var SND.UNA : seq "),
                        new Edit("user-calls.sqt", "    REMOTE := true\n", "    REMOTE := true\n    OTHER.PORT := 1\n"),
                        new Edit("parameters.sqt", "param MSL ", "param OTHER : bool = true\nparam MSL "))))
                .containsExactly("closed port: connection reset after 0 s", "transfer: equal", "TIME-WAIT: 60 s");
    }

    /** A specification that breaks a rule of its own loses the connection, says where, and nothing else is hurt. */
    @Test
    void aFaultEndsItsConnectionOnly() throws Exception {
        List<String> seen = run(link(UNLUCKY_THIRTEEN), "FaultProbe");
        assertThat(seen).hasSize(6);
        assertThat(seen.get(0))
                .startsWith("log: the connection from 192.0.2.2:7 to 192.0.2.1:1001 in ESTABLISHED is given up: ")
                .contains("unlucky")
                .contains("text.sqt:");
        assertThat(seen.subList(1, 6))
                .anySatisfy(s -> assertThat(s).isEqualTo("1000: null"))
                .anySatisfy(s -> assertThat(s)
                        .startsWith("1001: the specification broke a rule of its own: ")
                        .contains("unlucky"))
                .contains("faults: 1, 1", "connections left: 1, rings: 1");
    }

    /**
     * The remote of the connection that is given up hears of it at once, from the connection itself, by a reset that it
     * believes (RFC 5961, 3.2): not only when it sends again and nobody knows the connection.
     */
    @Test
    void aFaultIsToldToTheRemote() throws Exception {
        assertThat(run(link(UNLUCKY_THIRTEEN), "FaultProbe")).contains("remote: connection reset after 0 ns");
    }

    /**
     * Where a request breaks the machine before it has sent anything there is no connection, and the remote is told
     * that.
     */
    @Test
    void aFaultInListenRefuses() throws Exception {
        assertThat(probe(link(new Edit(
                        "segment-arrives.sqt",
                        "        choose-iss()\n",
                        "        choose-iss()\n        assert false \"unlucky\"\n"))))
                .contains("transfer: not done", "to the listener: connection reset after 0 s");
    }

    // ---------------------------------------------------------------- what it lets be observed

    /** Adds declarations before the last of the specification's own. */
    private static Edit observing(String... lines) {
        String last = "  observe offered         : u32      = RCV.WND ";
        return new Edit("connection.sqt", last, String.join("\n", lines) + "\n" + last);
    }

    @Test
    void whatAnEditLetsBeObservedIsShown() throws Exception {
        List<String> seen = run(
                link(
                        observing(
                                "  observe nagle : bool = not NODELAY",
                                "  observe phase : PHASE = if RCV.USER > 0 then FULL else EMPTY",
                                "  observe left  : int = 3 - RCV.USER",
                                "  observe limit : duration = 1500 us",
                                "  observe heard : time = HEARD"),
                        new Edit(
                                "connection.sqt",
                                "machine Connection ",
                                "enum PHASE { EMPTY, FULL }\nmachine Connection "),
                        new Edit("connection.sqt", "  var SND.UNA ", "  var HEARD : time\n  var SND.UNA "),
                        new Edit(
                                "text.sqt",
                                "    note-fin()\n    let ",
                                "    note-fin()\n    if SEG.DATA > 0 { HEARD := now }\n    let ")),
                "ObservingProbe");
        assertThat(seen.get(0))
                .matches("send-next:\\d+ retransmissions:0 rto:200ms rtt:\\S+ mss:1460 window:65535 cwnd:4294967295"
                        + " in-flight:0 nagle:yes phase:EMPTY left:3 limit:1.5ms heard:- offered:65535 rttvar:.*");
        // The FIN, too, takes its place in the window (RFC 9293, 3.4.1).
        assertThat(seen.get(1)).contains(" nagle:yes phase:FULL left:-997 limit:1.5ms heard:-1s offered:64534 ");
        assertThat(seen.get(2)).isEqualTo("equal");
    }

    /** As long as no text has come: a division by zero. The connection does not notice. */
    @Test
    void whatCannotBeComputedHarmsNothing() throws Exception {
        List<String> seen = run(
                link(
                        observing("  observe share : u32 = 5000 / RCV.USER"),
                        new Edit("connection.sqt", "u32      = RETRANSMISSIONS ", "u32 = RETRANSMISSIONS / RCV.USER ")),
                "ObservingProbe");
        assertThat(seen.get(0)).contains(" retransmissions:- ", " share:- ");
        assertThat(seen.get(1)).contains(" retransmissions:0 ", " share:5 ");
        assertThat(seen.get(2)).isEqualTo("equal");
    }

    /** Where the reset would have to stand is not to be had, either: the remote hears of it when it sends again. */
    @Test
    void aFaultWhoseResetCannotBePlacedEndsItsConnectionOnly() throws Exception {
        List<String> seen = run(
                link(UNLUCKY_THIRTEEN, new Edit("connection.sqt", "seq      = SND.NXT ", "seq = RTT.SEQ ")),
                "FaultProbe");
        assertThat(seen)
                .contains("remote: connection reset after 200000000 ns")
                .contains("1000: null", "faults: 1, 1", "connections left: 1, rings: 1");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit("connection.sqt", "means opened ", ""),
                        new Edit("connection.sqt", "    up to RCV.NXT\n", ""),
                        new Edit("user-calls.sqt", "call SET-NODELAY(", "call SET-NO-DELAY("),
                        new Edit("user-calls.sqt", "on SET-NODELAY ", "on SET-NO-DELAY "),
                        new Edit("properties/robustness.sqt", "SET-NODELAY(", "SET-NO-DELAY(")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification no longer declares call SET-NODELAY(enabled : bool), which the stack needs\n"
                                + "the specification no longer declares a signal that means opened, which the stack needs\n"
                                + "the specification no longer declares a stream in, and up to where it has come, which the stack needs");
    }

    /** What the stack goes by is what a signal means, and not what it is called. */
    @Test
    void aSignalMayHaveAnotherName() throws Exception {
        assertThat(probe(link(
                        new Edit("connection.sqt", "signal connection-established ", "signal connection-is-there "),
                        new Edit("acknowledgments.sqt", "signal connection-established", "signal connection-is-there"),
                        new Edit(
                                "properties/corners.sqt",
                                "signals connection-established",
                                "signals connection-is-there"))))
                .contains("transfer: equal");
    }

    @Test
    void anEventThatNobodyTellsIsNamed() {
        assertThatThrownBy(() -> link(new Edit("text.sqt", "event QUIET() after batch", "event QUIET()")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessageContaining(
                        "the specification declares event QUIET(), and nobody tells a machine of the stack");
    }

    @Test
    void anEffectWithOtherParametersIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "connection.sqt",
                                "effect look-for-another-route()",
                                "effect look-for-another-route(tries : u8)"),
                        new Edit(
                                "timeouts.sqt", "look-for-another-route()", "look-for-another-route(RETRANSMISSIONS)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares the effect look-for-another-route as "
                        + "\"effect look-for-another-route(tries : u8)\", and the stack offers "
                        + "\"effect look-for-another-route()\"");
    }

    @Test
    void aCallWithOtherParametersIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "user-calls.sqt",
                                "call SET-KEEPALIVE(enabled : bool)",
                                "call SET-KEEPALIVE(enabled : bool, strict : bool)"),
                        new Edit(
                                "properties/robustness.sqt",
                                "SET-KEEPALIVE(enabled: true)",
                                "SET-KEEPALIVE(enabled: true, strict: true)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification declares call SET-KEEPALIVE with other parameters than the stack passes: "
                                + "call SET-KEEPALIVE(enabled : bool)");
    }

    @Test
    void whatTheStackDoesNotOfferIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit("connection.sqt", "  effect look-for-another-route() ", "  effect ring-a-bell() "),
                        new Edit("timeouts.sqt", "look-for-another-route()", "ring-a-bell()")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification declares the effect ring-a-bell, which the stack does not offer; it offers place, deliver, "
                                + "acknowledge, look-for-another-route, another-user");
    }

    @Test
    void aFunctionThatTheStackDoesNotOfferIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "connection.sqt",
                                "extern function isn() ",
                                "extern function coin() : bool\nextern function isn() "),
                        new Edit("user-calls.sqt", "    ISS := isn()\n", "    ISS := isn()\n    NODELAY := coin()\n")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification declares the extern function coin, which the stack does not offer; it offers isn, listening");
    }

    /** The stack runs Connection alone: whom it meets in scenarios may ask for what he likes. */
    @Test
    void aFunctionThatOnlyAnotherMachineAsksForIsNoConcernOfTheStacks() throws Exception {
        assertThat(probe(link(
                        new Edit(
                                "connection.sqt",
                                "extern function isn() ",
                                "extern function coin() : bool\nextern function isn() "),
                        new Edit(
                                "properties/strict-peer.sqt",
                                "    FIN.QUEUED := true\n",
                                "    FIN.QUEUED := coin()\n"))))
                .containsExactly("closed port: connection reset after 0 s", "transfer: equal", "TIME-WAIT: 60 s");
    }

    @Test
    void aCoreWithoutAnythingIsRefused() {
        assertThatThrownBy(() -> StackLoader.link(
                        Map.of(), Map.of(), List.of(), getClass().getClassLoader()))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessageContaining("protocol TCP");
    }
}
