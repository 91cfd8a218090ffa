package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code read}, {@code recv}, {@code write}, {@code send} and their flags. */
class TransferCallsTest {

    @Test
    void readWaitsForSomethingAndTakesWhatThereIs() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.read(fd, 0));
            byte[] buffer = new byte[100];
            Call read = p.blocks(p.calls.read(fd, buffer));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=30>");
            p.returns(30, read);
            assertThat(Program.first(buffer, 30)).isEqualTo(Program.octets(1001, 30));
        }
    }

    @Test
    void severalBuffers() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=30>");
            byte[] first = new byte[12];
            byte[] second = new byte[40];
            p.returns(30, p.calls.readv(fd, List.of(first, second)));
            assertThat(first).isEqualTo(Program.octets(1001, 12));
            assertThat(Program.first(second, 18)).isEqualTo(Program.octets(1013, 18));
            p.returns(5, p.calls.writev(fd, List.of(new byte[2], new byte[0], new byte[3])));
            p.x.out("<SEQ=ISS+1><ACK=1031><CTL=PSH,ACK><DATA=5>");
        }
    }

    @Test
    void withoutWaiting() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.fails(Errno.EAGAIN, p.recv(fd, 10, Linux.MSG_DONTWAIT));
            p.returns(0, p.calls.fcntl(fd, Linux.F_SETFL, Linux.O_RDWR | Linux.O_NONBLOCK));
            p.returns(Linux.O_RDWR | Linux.O_NONBLOCK, p.calls.fcntl(fd, Linux.F_GETFL, 0));
            p.fails(Errno.EAGAIN, p.read(fd, 10));
        }
    }

    /** The octets stay, and the window does not open. */
    @Test
    void peek() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            Call peek = p.blocks(p.recv(fd, 10, Linux.MSG_PEEK));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=30>");
            p.returns(10, peek);
            byte[] buffer = new byte[30];
            p.returns(30, p.calls.recv(fd, List.of(buffer), Linux.MSG_PEEK));
            assertThat(buffer).isEqualTo(Program.octets(1001, 30));
            byte[] again = new byte[20];
            p.returns(20, p.calls.read(fd, again));
            assertThat(again).isEqualTo(Program.octets(1001, 20));
            p.returns(10, p.recv(fd, 30, Linux.MSG_PEEK));
        }
    }

    @Test
    void peekIsNoWindowUpdate() {
        try (Program p = new Program("RCV-BUFFER=1000")) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            p.x.advance(50);
            p.x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
            p.returns(1000, p.recv(fd, 1000, Linux.MSG_PEEK));
            p.x.outNothing();
            p.returns(1000, p.recv(fd, 1000, 0));
            p.x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=1000>");
        }
    }

    @Test
    void waitall() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            byte[] buffer = new byte[50];
            Call recv = p.calls.recv(fd, List.of(buffer), Linux.MSG_WAITALL);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=30>");
            p.blocks(recv);
            p.x.in("<SEQ=1031><ACK=ISS+1><CTL=ACK><DATA=30>");
            p.returns(50, recv);
            assertThat(buffer).isEqualTo(Program.octets(1001, 50));
            Call rest = p.blocks(p.recv(fd, 50, Linux.MSG_WAITALL));
            p.x.in("<SEQ=1061><ACK=ISS+1><CTL=FIN,ACK>");
            p.returns(10, rest);
            p.returns(0, p.recv(fd, 50, Linux.MSG_WAITALL));
        }
    }

    @Test
    void theLowWaterMark() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, 20));
            Call read = p.read(fd, 100);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=19>");
            p.blocks(read);
            p.x.in("<SEQ=1020><ACK=ISS+1><CTL=ACK><DATA=1>");
            p.returns(20, read);
        }
    }

    @Test
    void flagsThatAreNone() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.fails(Errno.EAGAIN, p.recv(fd, 10, Linux.MSG_ERRQUEUE));
            p.fails(Errno.EINVAL, p.recv(fd, 10, Linux.MSG_OOB));
            p.fails(Errno.EOPNOTSUPP, p.send(fd, 10, Linux.MSG_ZEROCOPY));
            p.fails(Errno.EOPNOTSUPP, p.send(fd, 10, Linux.MSG_FASTOPEN));
            p.fails(Errno.ENOTCONN, p.read(p.socket(), 10));
            p.fails(Errno.EPIPE, p.write(p.socket(), 10));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=30>");
            p.returns(20, p.recv(fd, 20, Linux.MSG_TRUNC));
            p.returns(10, p.recv(fd, 20, 0));
        }
    }

    @Test
    void soRcvtimeo() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, new OptionValue.Time(0, 500_000)));
            Call read = p.blocks(p.read(fd, 10));
            p.x.advance(501);
            p.fails(Errno.EAGAIN, read);
            Call all = p.recv(fd, 10, Linux.MSG_WAITALL);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=3>");
            p.x.advance(501);
            p.returns(3, all);
        }
    }

    /** A write that does not fit waits for acknowledgments; one that must not wait takes what fits. */
    @Test
    void aSendBufferThatIsFull() {
        try (Program p = new Program("SND-BUFFER=2000")) {
            int fd = p.accepted();
            Call write = p.blocks(p.write(fd, 3000));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1460>");
            p.x.outNothing();
            p.x.in("<SEQ=1001><ACK=ISS+1461><CTL=ACK>");
            p.returns(3000, write);
            p.x.outAny();
            p.returns(460, p.send(fd, 2000, Linux.MSG_DONTWAIT));
            p.fails(Errno.EAGAIN, p.send(fd, 2000, Linux.MSG_DONTWAIT));
        }
    }

    /** RFC 9293, 3.9.1.2: what is not pushed waits for more, but not longer than OVERRIDE-TIME. */
    @Test
    @Tag("MAY-15")
    void more() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(500, p.send(fd, 500, Linux.MSG_MORE));
            p.x.outNothing();
            p.returns(1000, p.send(fd, 1000, Linux.MSG_MORE));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1460>");
            p.x.outNothing();
            p.x.in("<SEQ=1001><ACK=ISS+1461><CTL=ACK>");
            p.x.outNothing();
            p.returns(1, p.write(fd, 1));
            p.x.out("<SEQ=ISS+1461><ACK=1001><CTL=PSH,ACK><DATA=41>");
            p.x.in("<SEQ=1001><ACK=ISS+1502><CTL=ACK>");
            p.returns(7, p.send(fd, 7, Linux.MSG_MORE));
            p.x.mark();
            p.x.advance(250);
            p.x.outAt(200, "<SEQ=ISS+1502><ACK=1001><CTL=PSH,ACK><DATA=7>");
        }
    }

    @Test
    void tcpCork() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_CORK, 1));
            p.returns(10, p.write(fd, 10));
            p.returns(10, p.write(fd, 10));
            p.x.outNothing();
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_CORK, 0));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=20>");
            p.x.in("<SEQ=1001><ACK=ISS+21><CTL=ACK>");
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_CORK, 1));
            p.returns(10, p.write(fd, 10));
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+21><ACK=1001><CTL=PSH,ACK,FIN><DATA=10>");
        }
    }

    @Test
    void urgentData() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(3, p.send(fd, 3, Linux.MSG_OOB));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK,URG><UP=3><DATA=3>");
            p.x.in("<SEQ=1001><ACK=ISS+4><CTL=ACK,URG><UP=2><DATA=2>");
            p.returns(2, p.read(fd, 10)); // In the stream.
        }
    }

    /** ECONNRESET once; then the end, and EPIPE. */
    @Test
    void aResetIsToldOnce() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            Call read = p.blocks(p.read(fd, 10));
            p.x.in("<SEQ=1001><CTL=RST>");
            p.fails(Errno.ECONNRESET, read);
            p.returns(0, p.read(fd, 10));
            p.fails(Errno.EPIPE, p.write(fd, 10));
            assertThat(p.error(fd)).isZero();
        }
    }

    @Test
    void aResetThatTheWriterIsTold() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><CTL=RST>");
            p.fails(Errno.ECONNRESET, p.write(fd, 10));
            p.fails(Errno.EPIPE, p.write(fd, 10));
            p.returns(0, p.read(fd, 10));
        }
    }

    /** When the remote had finished, what is lost is what was to be sent: a broken pipe. */
    @Test
    void aResetAfterTheFin() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            p.x.in("<SEQ=1002><CTL=RST>");
            assertThat(p.error(fd)).isEqualTo(Errno.EPIPE.number());
            p.returns(0, p.read(fd, 10));
        }
    }

    @Test
    void nobodyAcknowledges() {
        try (Program p = new Program("R2=2", "R1=1")) {
            int fd = p.accepted();
            p.returns(10, p.write(fd, 10));
            Call read = p.blocks(p.read(fd, 10));
            p.x.advance(60_000);
            p.x.outAny();
            p.fails(Errno.ETIMEDOUT, read);
            p.fails(Errno.EPIPE, p.write(fd, 10));
        }
    }

    /** What is written before the connection is there waits for it, and so does what is to be read. */
    @Test
    void whileConnecting() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.returns(0, p.calls.fcntl(fd, Linux.F_SETFL, 0));
            Call write = p.blocks(p.write(fd, 10));
            Call read = p.blocks(p.read(fd, 10));
            p.x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            p.returns(10, write);
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=10>");
            p.x.in("<SEQ=1001><ACK=ISS+11><CTL=ACK><DATA=4>");
            p.returns(4, read);
        }
    }
}
