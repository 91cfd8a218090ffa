package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is set of a socket is what its connection does. */
class OptionsTest {

    /** Less is offered from the SYN,ACK on, and never more. */
    @Test
    void soRcvbufOfAListener() {
        try (Program p = new Program()) {
            int listener = p.socket();
            p.returns(0, p.set(listener, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 1400));
            p.returns(0, p.calls.bind(listener, Program.ANY));
            p.returns(0, p.calls.listen(listener, 1));
            p.x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK><WND=1400>");
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1400>");
            int fd = p.ok(p.calls.accept(listener));
            assertThat(p.get(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF)).isEqualTo(1400);
            p.x.advance(50);
            p.x.out("<SEQ=ISS+1><ACK=2401><CTL=ACK><WND=0>");
            p.returns(1400, p.read(fd, 5000));
            p.x.out("<SEQ=ISS+1><ACK=2401><CTL=ACK><WND=1400>");
        }
    }

    @Test
    void soRcvbufOfAClient() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 100_000));
            assertThat(p.get(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF))
                    .as("the stack's own is the limit")
                    .isEqualTo(65_535);
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 3000));
            p.calls.connect(fd, Program.REMOTE);
            p.x.settle();
            p.x.out("<SEQ=ISS><CTL=SYN><WND=3000>");
        }
    }

    /** RFC 9293, 3.8.6: the right edge stays where it is, and the window does not open again until there is room. */
    @Test
    @Tag("SHLD-14")
    void aSmallerBufferTakesNothingBack() {
        try (Program p = new Program("RCV-BUFFER=4000")) {
            int fd = p.accepted();
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 1000));
            p.x.inTogether(
                    "<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>",
                    "<SEQ=2001><ACK=ISS+1><CTL=ACK><DATA=1000>",
                    "<SEQ=3001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            p.x.out("<SEQ=ISS+1><ACK=4001><CTL=ACK><WND=1000>");
            p.returns(3000, p.read(fd, 5000));
            p.x.outNothing();
            p.x.in("<SEQ=4001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            p.x.advance(50);
            p.x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=0>");
            p.returns(1000, p.read(fd, 5000));
            p.x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=1000>");
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 4000));
            p.x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=4000>");
        }
    }

    @Test
    void soSndbuf() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF, 2000));
            assertThat(p.get(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF)).isEqualTo(2000);
            p.returns(2000, p.send(fd, 3000, Linux.MSG_DONTWAIT));
            p.x.outAny();
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF, 500)); // What is queued stays.
            p.x.in("<SEQ=1001><ACK=ISS+1461><CTL=ACK>");
            p.x.out("<SEQ=ISS+1461><ACK=1001><CTL=PSH,ACK><DATA=540>");
            p.fails(Errno.EAGAIN, p.send(fd, 1, Linux.MSG_DONTWAIT));
            p.x.in("<SEQ=1001><ACK=ISS+2001><CTL=ACK>");
            p.returns(500, p.send(fd, 3000, Linux.MSG_DONTWAIT));
        }
    }

    /** RFC 9293, 3.7.1: no more is offered, and no larger segment is sent, whatever the remote would take. */
    @Test
    void tcpMaxseg() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG)).isEqualTo(536);
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG, 1000));
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG)).isEqualTo(1000);
            p.calls.connect(fd, Program.REMOTE);
            p.x.settle();
            p.x.out("<SEQ=ISS><CTL=SYN><MSS=1000>");
            Answer<SocketAddress> name = p.calls.getsockname(fd);
            p.x.answerTo(name.out().port());
            p.accept();
            p.returns(1500, p.write(fd, 1500));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1000>");
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG)).isEqualTo(1000);
        }
    }

    @Test
    void theSmallerOfTheTwo() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG, 1000));
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=700>");
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_MAXSEG)).isEqualTo(700);
        }
    }

    @Test
    void tcpQuickack() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.x.outNothing();
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_QUICKACK, 1));
            p.x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            p.x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.x.out("<SEQ=ISS+1><ACK=1021><CTL=ACK>");
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_QUICKACK, 0));
            p.x.in("<SEQ=1021><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.x.outNothing();
        }
    }

    /** RFC 9293, 3.8.4: after 10 s of silence three probes, 2 s apart. */
    @Test
    @Tag("MUST-24")
    @Tag("MUST-27")
    void keepalive() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.returns(0, p.set(listener, Linux.SOL_SOCKET, Linux.SO_KEEPALIVE, 1));
            p.returns(0, p.set(listener, Linux.SOL_TCP, Linux.TCP_KEEPINTVL, 2));
            p.returns(0, p.set(listener, Linux.SOL_TCP, Linux.TCP_KEEPCNT, 3));
            assertThat(p.get(listener, Linux.SOL_TCP, Linux.TCP_KEEPIDLE)).isEqualTo(7200);
            int fd = p.accepted(listener);
            p.x.advance(1_000);
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_KEEPIDLE, 10));
            p.x.mark();
            p.x.advance(17_000);
            p.x.outAt(10_000, "<SEQ=ISS><ACK=1001><CTL=ACK>");
            p.x.outAt(12_000, "<SEQ=ISS><ACK=1001><CTL=ACK>");
            p.x.outAt(14_000, "<SEQ=ISS><ACK=1001><CTL=ACK>");
            p.x.outNothing();
            assertThat(p.error(fd)).isEqualTo(Errno.ETIMEDOUT.number());
        }
    }

    /** In ESTABLISHED, text is still taken; when this end has closed, it draws a reset (RFC 9293, 3.6.1, SHLD-3). */
    @Test
    @Tag("MAY-1")
    @Tag("SHLD-3")
    void bothHalvesShut() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_RDWR));
            p.x.out("<SEQ=ISS+1><ACK=1011><CTL=FIN,ACK>");
            p.returns(10, p.read(fd, 100));
            p.returns(0, p.read(fd, 100));
            p.x.in("<SEQ=1011><ACK=ISS+2><CTL=ACK><DATA=10>");
            p.x.out("<SEQ=ISS+2><ACK=1011><CTL=RST,ACK>");
            assertThat(p.error(fd)).isEqualTo(Errno.ECONNRESET.number());
        }
    }

    /** What has come can be read before the reset is told. */
    @Test
    void textAndAReset() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.x.in("<SEQ=1011><CTL=RST>");
            p.returns(4, p.read(fd, 4));
            p.returns(6, p.read(fd, 100));
            p.fails(Errno.ECONNRESET, p.read(fd, 100));
            p.returns(0, p.read(fd, 100));
            p.returns(0, p.calls.close(fd));
            assertThat(p.x.stack.tcp().ringsInUse()).isZero();
        }
    }
}
