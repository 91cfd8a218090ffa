package dev.sequent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MessageType;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.PcapngReader.Packet;
import dev.sequent.wire.PcapngWriter.Direction;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A captured connection, drawn. */
class CaptureFigureTest {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int PSH = 8;
    private static final int ACK = 16;

    private static final MessageType SEGMENT = SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), Options.NONE)
            .protocol()
            .orElseThrow()
            .messages()
            .getFirst();

    private final List<Packet> packets = new ArrayList<>();

    private void kernel(int seq, int ack, int ctl, int octets) {
        packet(Direction.INBOUND, seq, ack, ctl, octets);
    }

    private void stack(int seq, int ack, int ctl, int octets) {
        packet(Direction.OUTBOUND, seq, ack, ctl, octets);
    }

    private void packet(Direction direction, int seq, int ack, int ctl, int octets) {
        boolean out = direction == Direction.OUTBOUND;
        var segment = new Segment();
        segment.SEQ = seq;
        segment.ACK = ack;
        segment.CTL = ctl;
        segment.WND = 1000;
        segment.DATA = octets;
        ByteBuffer b = ByteBuffer.allocate(14 + 20 + 20 + octets);
        b.putShort(12, (short) 0x0800);
        b.put(14, (byte) 0x45).putShort(16, (short) (40 + octets)).put(23, (byte) 6);
        b.putInt(26, Ipv4Address.parse(out ? "192.0.2.2" : "192.0.2.1").bits());
        b.putInt(30, Ipv4Address.parse(out ? "192.0.2.1" : "192.0.2.2").bits());
        SegmentWire.build(b, 34, segment, out ? 7 : 40000, out ? 40000 : 7);
        packets.add(new Packet(0, direction, b.array()));
    }

    private String draw() {
        List<CapturedSegment> segments = CapturedSegment.of(packets, "192.0.2.2", "192.0.2.1");
        return new CaptureFigure(SEGMENT, frame -> Optional.empty())
                .draw("kernel", "stack", segments)
                .render();
    }

    @Test
    void openedByTheKernelAndClosedByBoth() {
        kernel(100, 0, SYN, 0);
        stack(300, 101, SYN | ACK, 0);
        kernel(101, 301, ACK, 0);
        kernel(101, 301, ACK | PSH, 10);
        stack(301, 111, ACK | PSH, 10);
        kernel(111, 311, FIN | ACK, 0);
        stack(311, 112, ACK, 0);
        stack(311, 112, FIN | ACK, 0);
        kernel(112, 312, ACK, 0);
        assertThat(draw()).isEqualTo("""
                      kernel                                                        stack
                  1.  CLOSED                                                        LISTEN
                  2.  SYN-SENT    --> <SEQ=100><CTL=SYN><WND=1000>              --> SYN-RECEIVED
                  3.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK><WND=1000> <-- SYN-RECEIVED
                  4.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><WND=1000>     --> ESTABLISHED
                          ... 2 segments: 10 octets of text to the right, 10 to the left ...
                  5.  FIN-WAIT-1  --> <SEQ=111><ACK=311><CTL=FIN,ACK><WND=1000> --> CLOSE-WAIT
                  6.  FIN-WAIT-2  <-- <SEQ=311><ACK=112><CTL=ACK><WND=1000>     <-- CLOSE-WAIT
                  7.  TIME-WAIT   <-- <SEQ=311><ACK=112><CTL=FIN,ACK><WND=1000> <-- LAST-ACK
                  8.  TIME-WAIT   --> <SEQ=112><ACK=312><CTL=ACK><WND=1000>     --> CLOSED
                """);
    }

    @Test
    void openedByTheStackAndRefused() {
        stack(300, 0, SYN, 0);
        kernel(0, 301, RST | ACK, 0);
        assertThat(draw())
                .contains("CLOSED")
                .contains("SYN-SENT")
                .contains("<CTL=RST,ACK>")
                .endsWith("--> CLOSED\n");
    }

    @Test
    void theTruthGoesBeforeTheGuess() {
        kernel(100, 0, SYN, 0);
        List<CapturedSegment> segments = CapturedSegment.of(packets, "192.0.2.2", "192.0.2.1");
        String drawn = new CaptureFigure(SEGMENT, frame -> frame == 1 ? Optional.of("ESTABLISHED") : Optional.empty())
                .draw("kernel", "stack", segments)
                .render();
        assertThat(drawn).contains("--> ESTABLISHED").doesNotContain("SYN-RECEIVED");
    }

    @Test
    void otherTrafficIsPassedOver() {
        kernel(100, 0, SYN, 0);
        packets.add(new Packet(0, Direction.INBOUND, new byte[60]));
        packets.add(new Packet(0, Direction.INBOUND, new byte[3]));
        assertThat(CapturedSegment.of(packets, "192.0.2.2", "192.0.2.1")).hasSize(1);
        assertThat(CapturedSegment.of(packets, "192.0.2.2", "192.0.2.9")).isEmpty();
    }
}
