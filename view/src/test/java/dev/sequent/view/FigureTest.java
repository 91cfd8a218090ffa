package dev.sequent.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.view.Figure.Arrow;
import dev.sequent.view.Figure.Event;
import dev.sequent.view.Figure.Line;
import dev.sequent.view.Figure.Remark;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    /** RFC 9293, Figure 6, in our own alignment. */
    @Test
    void drawsTheBasicHandshake() {
        var figure = new Figure(
                "TCP Peer A",
                "TCP Peer B",
                List.of(
                        Line.states(1, "CLOSED", "LISTEN"),
                        new Line(2, "SYN-SENT", Arrow.TO_RIGHT, "<SEQ=100><CTL=SYN>", Arrow.TO_RIGHT, "SYN-RECEIVED"),
                        new Line(
                                3,
                                "ESTABLISHED",
                                Arrow.TO_LEFT,
                                "<SEQ=300><ACK=101><CTL=SYN,ACK>",
                                Arrow.TO_LEFT,
                                "SYN-RECEIVED"),
                        new Line(
                                4,
                                "ESTABLISHED",
                                Arrow.TO_RIGHT,
                                "<SEQ=101><ACK=301><CTL=ACK>",
                                Arrow.TO_RIGHT,
                                "ESTABLISHED")));
        assertThat(figure.render()).isEqualTo("""
                      TCP Peer A                                          TCP Peer B
                  1.  CLOSED                                              LISTEN
                  2.  SYN-SENT    --> <SEQ=100><CTL=SYN>              --> SYN-RECEIVED
                  3.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK> <-- SYN-RECEIVED
                  4.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK>     --> ESTABLISHED
                """);
    }

    @Test
    void putsEventsAboveTheirPeerAndAlignsNumbersOfAnyWidth() {
        var figure = new Figure(
                "A",
                "B",
                List.of(
                        new Event(9, true, "Close"),
                        new Line(0, "FIN-WAIT-1", Arrow.TO_RIGHT, "<SEQ=1><CTL=FIN>", Arrow.IN_FLIGHT, ""),
                        new Event(10, false, "timeout"),
                        Line.states(0, "FIN-WAIT-1", "LAST-ACK"),
                        new Remark("B.RTO: 1 s -> 2 s")));
        assertThat(figure.render()).isEqualTo("""
                       A                                   B
                   9.  (Close)
                       FIN-WAIT-1 --> <SEQ=1><CTL=FIN> ...
                  10.                                      (timeout)
                       FIN-WAIT-1                          LAST-ACK
                           B.RTO: 1 s -> 2 s
                """);
    }

    /** What does not fit goes on below itself, and no line is longer than the page. */
    @Test
    void foldsWhatANarrowPageHasNoRoomFor() {
        var figure = new Figure(
                "A",
                "B",
                List.of(
                        new Event(1, false, "OPEN active=false, remote=false"),
                        new Line(
                                2,
                                "ESTABLISHED",
                                Arrow.TO_LEFT,
                                "<SEQ=4294967295><ACK=0><CTL=SYN,ACK><WND=65535><MSS=1460> #1  (duplicated)",
                                Arrow.TO_LEFT,
                                "SYN-RECEIVED"),
                        new Line(
                                3,
                                "ESTABLISHED",
                                Arrow.TO_RIGHT,
                                "<SEQ=0><ACK=0><CTL=ACK>",
                                Arrow.IN_FLIGHT,
                                "SYN-RECEIVED"),
                        new Remark(
                                "(omitted: fields that are 0 or absent; WND where the sender last sent the same value, initially 0)")));
        assertThat(figure.render(80)).isEqualTo("""
                      A                                                             B
                  1.                                           (OPEN active=false, remote=false)
                  2.  ESTABLISHED <-- <SEQ=4294967295><ACK=0><CTL=SYN,ACK>      <-- SYN-RECEIVED
                                        <WND=65535><MSS=1460> #1  (duplicated)
                  3.  ESTABLISHED --> <SEQ=0><ACK=0><CTL=ACK>                   ... SYN-RECEIVED
                          (omitted: fields that are 0 or absent; WND where the sender last sent
                            the same value, initially 0)
                """);
        assertThat(figure.render(80).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(figure.render(200)).isEqualTo(figure.render());
    }
}
