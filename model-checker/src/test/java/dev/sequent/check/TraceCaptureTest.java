package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.capture.TraceCapture;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Captures of traces, read back block by block. */
class TraceCaptureTest {
    private static final Protocol TCP = Specs.of("tcp").compile();
    private static final Core CORE = CoreCompiler.compile(TCP).load(TraceCaptureTest.class.getClassLoader());

    private final List<TraceStep> steps = new ArrayList<>();

    private record Packet(long nanos, ByteBuffer octets, String comment) {
        int word(int offset) {
            return octets.getShort(offset) & 0xFFFF;
        }
    }

    private record Capture(int linkType, String comment, List<Packet> packets) {}

    /** Every block has its length at both ends and fills words; options end where their block does. */
    private static Capture read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(in.getInt(0)).isEqualTo(0x0A0D0D0A);
        assertThat(in.getInt(8)).isEqualTo(0x1A2B3C4D);
        int linkType = -1;
        String comment = "";
        List<Packet> packets = new ArrayList<>();
        while (in.hasRemaining()) {
            int type = in.getInt(in.position());
            int length = in.getInt(in.position() + 4);
            assertThat(length % 4).isZero();
            assertThat(in.getInt(in.position() + length - 4)).isEqualTo(length);
            ByteBuffer body = in.slice(in.position() + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
            switch (type) {
                case 0x0A0D0D0A -> comment = comment(body, 16);
                case 1 -> linkType = body.getShort(0);
                case 6 -> {
                    byte[] octets = new byte[body.getInt(12)];
                    assertThat(body.getInt(16)).isEqualTo(octets.length);
                    body.get(20, octets);
                    long nanos = (body.getInt(4) & 0xFFFF_FFFFL) << 32 | body.getInt(8) & 0xFFFF_FFFFL;
                    packets.add(
                            new Packet(nanos, ByteBuffer.wrap(octets), comment(body, 20 + (octets.length + 3 & ~3))));
                }
                default -> throw new AssertionError("a block of type " + type);
            }
            in.position(in.position() + length);
        }
        return new Capture(linkType, comment, packets);
    }

    private static String comment(ByteBuffer body, int options) {
        String comment = "";
        int at = options;
        for (int code; (code = body.getShort(at)) != 0; at += 4 + (body.getShort(at + 2) + 3 & ~3)) {
            if (code == 1) {
                byte[] text = new byte[body.getShort(at + 2)];
                body.get(at + 4, text);
                comment = new String(text, StandardCharsets.UTF_8);
            }
        }
        assertThat(at + 4).as("the end of the options").isEqualTo(body.limit());
        return comment;
    }

    /** The ones' complement sum of words, which is all ones when the checksum among them is right (RFC 1071). */
    private static int sum(Packet packet, int from, int to, int begin) {
        long sum = begin;
        for (int i = from; i < to; i++) {
            sum += (packet.octets().get(i) & 0xFF) << ((i - from) % 2 == 0 ? 8 : 0);
        }
        return (int) (sum % 0xFFFF);
    }

    private static void assertSoundFrame(Packet packet) {
        assertThat(packet.word(12)).as("EtherType").isEqualTo(0x0800);
        assertThat(packet.word(16)).as("total length").isEqualTo(packet.octets().limit() - 14);
        assertThat(sum(packet, 14, 34, 0)).as("header checksum").isZero();
        int length = packet.octets().limit() - 34;
        assertThat(sum(packet, 26, packet.octets().limit(), 6 + length))
                .as("TCP checksum")
                .isZero();
    }

    private static InFlight segment(int id, String origin, Object... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        TCP.messages()
                .getFirst()
                .fields()
                .forEach(f -> fields.put(
                        f.name(),
                        f.name().equals("MSS")
                                ? "none"
                                : f.name().equals("CTL") ? "" : f.name().equals("FRAGMENT") ? "false" : "0"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new InFlight(id, "SEGMENT", "<...>", fields, origin);
    }

    private void step(Action action, InFlight... sent) {
        steps.add(new TraceStep(
                steps.size() + 1,
                0,
                action,
                List.of("X", "Y"),
                java.util.Arrays.stream(sent)
                        .map(message -> new Sent(message, false))
                        .toList(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty()));
    }

    private Capture capture(long tick, String... peers) {
        var trace = new Counterexample(
                "TCP",
                "",
                "handshake",
                tick,
                List.of(),
                Subject.named("agreement"),
                "they differ",
                List.of(peers),
                List.of("X", "Y").subList(0, peers.length),
                steps,
                OptionalInt.empty());
        return read(TraceCapture.of(trace, TCP, CORE).orElseThrow());
    }

    @Test
    void segmentsAreFramesThatHoldTogether() {
        InFlight syn = segment(1, "", "SEQ", "4294967295", "CTL", "SYN", "WND", 65535, "MSS", 1460);
        InFlight text = segment(2, "", "SEQ", 26, "ACK", 7, "CTL", "PSH,ACK", "DATA", 3);
        step(new Action.Call(0, "OPEN", Map.of("active", "true")), syn);
        step(new Action.Deliver(0, 1, syn, true), text);
        step(new Action.Lose(0, 1, syn));
        Capture capture = capture(0, "A", "B");
        assertThat(capture.linkType()).isEqualTo(1);
        assertThat(capture.comment()).isEqualTo("agreement in scenario handshake: they differ");
        assertThat(capture.packets())
                .extracting(Packet::comment)
                .containsExactly(
                        "message 1, step 1, A is asked to OPEN active=true: delivered and duplicated at step 2, then lost at step 3",
                        "message 2, step 2, B gets message 1: still in flight after step 3");
        assertThat(capture.packets()).extracting(Packet::nanos).containsExactly(1_000_000L, 2_000_000L);
        assertThat(capture.packets()).allSatisfy(TraceCaptureTest::assertSoundFrame);
        ByteBuffer frame = capture.packets().getFirst().octets();
        assertThat(frame.getInt(26)).isEqualTo(0xC000_0201);
        assertThat(frame.getInt(30)).isEqualTo(0xC000_0202);
        assertThat(frame.getShort(34) & 0xFFFF).isEqualTo(40_001);
        assertThat(frame.getShort(36) & 0xFFFF).isEqualTo(40_002);
        assertThat(frame.getInt(38)).isEqualTo(-1);
        assertThat(frame.get(47)).isEqualTo((byte) 2);
        ByteBuffer answer = capture.packets().getLast().octets();
        assertThat(answer.getInt(26)).isEqualTo(0xC000_0202);
        assertThat(StandardCharsets.US_ASCII.decode(answer.slice(54, 3)).toString())
                .as("letters by sequence number")
                .isEqualTo("abc");
    }

    @Test
    void whatNobodyOfTheScenarioSentIsThere() {
        InFlight old = segment(1, InFlight.OLD_DUPLICATE, "SEQ", 5, "CTL", "SYN");
        InFlight forged = segment(2, InFlight.FORGED, "SEQ", 9, "CTL", "RST", "DATA", 1);
        step(new Action.Deliver(1, 0, old, true));
        step(new Action.Attack(0, forged));
        step(new Action.Deliver(1, 0, old, false));
        Capture capture = capture(0, "A", "B");
        assertThat(capture.packets()).allSatisfy(TraceCaptureTest::assertSoundFrame);
        assertThat(capture.packets()).extracting(Packet::nanos).containsExactly(0L, 2_000_000L);
        assertThat(capture.packets())
                .extracting(Packet::comment)
                .containsExactly(
                        "message 1, an old duplicate, sent before the scenario began: delivered and duplicated at step 1, then delivered at step 3",
                        "message 2, step 2, forged by an attacker: delivered at step 2");
        assertThat(capture.packets())
                .allSatisfy(p -> assertThat(p.octets().getInt(26)).as("from B").isEqualTo(0xC000_0202));
    }

    /** What is told to the network stands in the datagram's header, and nowhere in the segment. */
    @Test
    void theNetworkIsTold() {
        step(
                new Action.Call(0, "OPEN", Map.of()),
                segment(1, "", "SEQ", 1, "CTL", "SYN"),
                segment(2, "", "SEQ", 1, "CTL", "SYN", "FRAGMENT", "true", "TOS", 184, "TTL", 3));
        List<Packet> packets = capture(0, "A", "B").packets();
        assertThat(packets).allSatisfy(TraceCaptureTest::assertSoundFrame);
        ByteBuffer plain = packets.getFirst().octets();
        ByteBuffer told = packets.getLast().octets();
        assertThat(plain.getShort(20)).as("DF").isEqualTo((short) 0x4000);
        assertThat(plain.get(15)).isZero();
        assertThat(plain.get(22)).isEqualTo((byte) 64);
        assertThat(told.getShort(20)).isZero();
        assertThat(told.get(15)).isEqualTo((byte) 184);
        assertThat(told.get(22)).isEqualTo((byte) 3);
        assertThat(told.slice(34, 20)).isEqualTo(plain.slice(34, 20));
    }

    @Test
    void withClocksTheTimeIsTheScenarios() {
        InFlight syn = segment(1, "", "SEQ", 1, "CTL", "SYN");
        InFlight again = segment(2, "", "SEQ", 1, "CTL", "SYN");
        step(new Action.Call(0, "OPEN", Map.of()), syn);
        step(new Action.Tick(List.of()));
        step(new Action.Tick(List.of(new TraceStep.Passing(0, 1, syn))));
        step(new Action.Timeout(0, "RETRANSMISSION"), again);
        Capture capture = capture(500_000_000, "A", "B");
        assertThat(capture.packets()).extracting(Packet::nanos).containsExactly(1_000L, 1_000_001_000L);
        assertThat(capture.packets().getFirst().comment()).endsWith("expired at step 3");
    }

    @Test
    void oneThatIsAloneHasOneAddress() {
        InFlight syn = segment(1, "", "SEQ", 1, "CTL", "SYN");
        steps.add(new TraceStep(
                1,
                0,
                new Action.Call(0, "OPEN", Map.of()),
                List.of("X"),
                List.of(new Sent(syn, false)),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty()));
        Packet only = capture(0, "A").packets().getFirst();
        assertSoundFrame(only);
        assertThat(only.octets().getInt(26)).isEqualTo(only.octets().getInt(30));
        assertThat(only.octets().getShort(34)).isEqualTo(only.octets().getShort(36));
    }

    /** Its messages have no ports, no checksum: they are what its wire part says, and nothing is put around them. */
    @Test
    void anotherProtocolIsItsOwnWire() {
        Protocol abp = Specs.of("abp")
                .edit(
                        "abp.sqt",
                        "start RETRANSMISSION after RETRY",
                        "if SIZE > 100 { start RETRANSMISSION after RETRY }")
                .compile();
        var compiled = CoreCompiler.compile(abp);
        var run = new CheckRun(abp, compiled);
        ScenarioReport report = run.check(run.scenario("three-messages").orElseThrow(), CheckOptions.defaults());
        Counterexample trace = ((Verdict.Violated) report.verdict("Sender.armed")).trace();
        Capture capture =
                read(TraceCapture.of(trace, abp, compiled.load(getClass().getClassLoader()))
                        .orElseThrow());
        assertThat(capture.linkType()).isEqualTo(147);
        assertThat(capture.packets()).hasSize(1);
        assertThat(capture.packets().getFirst().octets().array()).containsExactly(0, 'a');
    }

    @Test
    void whatWasNotGeneratedHasNoWire() {
        step(new Action.Crash(0));
        var trace = new Counterexample("TCP", "", "s", "x", "", List.of("A", "B"), List.of("X", "Y"), steps);
        assertThat(TraceCapture.of(trace, TCP, new InterpretedCore(TCP))).isEmpty();
    }

    @Test
    void whatFitsIntoNoDatagramIsRefused() {
        step(new Action.Attack(0, segment(1, "forged", "DATA", 65_536)));
        assertThatThrownBy(() -> capture(0, "A", "B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit");
    }
}
