package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.tcp.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code socket}, {@code bind}, {@code listen}, {@code accept}, {@code connect}, in every state. */
class OpeningCallsTest {

    private static final int ICMP_UNREACHABLE = 3;

    @Test
    void socketsOfWhatThereIs() {
        try (Program p = new Program()) {
            assertThat(p.socket()).isEqualTo(3);
            assertThat(p.socket()).isEqualTo(4);
            p.returns(0, p.calls.close(3));
            assertThat(p.socket()).as("the lowest that is free").isEqualTo(3);
            p.fails(Errno.EAFNOSUPPORT, p.calls.socket(10, Linux.SOCK_STREAM, 0));
            p.fails(Errno.ESOCKTNOSUPPORT, p.calls.socket(Linux.AF_INET, 2, 0));
            p.fails(Errno.EPROTONOSUPPORT, p.calls.socket(Linux.AF_INET, Linux.SOCK_STREAM, 17));
            p.fails(Errno.EINVAL, p.calls.socket(Linux.AF_INET, Linux.SOCK_STREAM | 0x100000, 0));
            p.fails(Errno.EBADF, p.calls.listen(7, 1));
            p.fails(Errno.EBADF, p.calls.close(7));
        }
    }

    @Test
    void aServer() {
        try (Program p = new Program()) {
            int listener = p.socket();
            p.returns(0, p.calls.bind(listener, Program.ANY));
            p.returns(0, p.calls.listen(listener, 1));
            Answer<SocketAddress> accept = p.blocks(p.calls.accept(listener));
            p.x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            p.blocks(accept);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            p.returns(4, accept);
            assertThat(accept.out()).isEqualTo(SocketAddress.inet("192.0.2.2", Exchange.REMOTE_PORT));
            p.returns(5, p.write(4, "hello"));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=5>");
            Answer<SocketAddress> name = p.calls.getsockname(4);
            p.returns(0, name);
            assertThat(name.out()).isEqualTo(SocketAddress.inet("192.0.2.1", 80));
        }
    }

    @Test
    void acceptWithoutWaiting() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.returns(0, p.calls.fcntl(listener, Linux.F_SETFL, Linux.O_NONBLOCK));
            p.fails(Errno.EAGAIN, p.calls.accept(listener));
            p.fails(Errno.EINVAL, p.calls.accept4(listener, 1));
            p.fails(Errno.EINVAL, p.calls.accept(p.socket()));
            int fd = p.accepted(listener);
            p.returns(Linux.O_RDWR, p.calls.fcntl(fd, Linux.F_GETFL, 0)); // Not inherited.
        }
    }

    @Test
    void acceptForAsLongAsSoRcvtimeoSays() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.returns(
                    0,
                    p.calls.setsockopt(
                            listener, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, new OptionValue.Time(1, 500_000)));
            Call accept = p.blocks(p.calls.accept(listener));
            long began = p.x.simulation.now();
            p.x.advance(1_499);
            p.blocks(accept);
            p.x.advance(2);
            p.fails(Errno.EAGAIN, accept);
            assertThat(accept.returnedAt() - began).isEqualTo(1_500_000_000);
        }
    }

    /** Linux lets one more wait than the backlog says. */
    @Test
    void theBacklogAndOneMore() {
        try (Program p = new Program()) {
            int listener = p.socket();
            p.returns(0, p.calls.bind(listener, Program.ANY));
            p.returns(0, p.calls.listen(listener, 0));
            p.x.in("<SEQ=1000><CTL=SYN>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            p.x.remotePort(5001);
            p.x.in("<SEQ=2000><CTL=SYN>");
            p.x.outNothing();
            p.returns(0, p.calls.listen(listener, 1)); // Again: another backlog.
            p.x.in("<SEQ=2000><CTL=SYN>");
            p.x.forgetIss();
            p.x.out("<SEQ=ISS><ACK=2001><CTL=SYN,ACK>");
        }
    }

    @Test
    void aConnectionThatWasResetBeforeItWasAccepted() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.x.in("<SEQ=1000><CTL=SYN>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            p.x.in("<SEQ=1001><CTL=RST>");
            int fd = p.ok(p.calls.accept(listener));
            p.fails(Errno.ECONNRESET, p.read(fd, 10));
            p.returns(0, p.read(fd, 10));
        }
    }

    @Test
    void portsThatAreTaken() {
        try (Program p = new Program()) {
            int first = p.socket();
            int second = p.socket();
            p.fails(Errno.EADDRNOTAVAIL, p.calls.bind(first, SocketAddress.inet("192.0.2.9", 80)));
            p.fails(Errno.EAFNOSUPPORT, p.calls.bind(first, new SocketAddress(10, Program.ANY.address(), 80)));
            p.returns(0, p.calls.bind(first, Program.ANY));
            p.fails(Errno.EINVAL, p.calls.bind(first, Program.ANY));
            p.fails(Errno.EADDRINUSE, p.calls.bind(second, Program.ANY));
            p.returns(0, p.set(first, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1));
            p.returns(0, p.set(second, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 7));
            assertThat(p.get(second, Linux.SOL_SOCKET, Linux.SO_REUSEADDR)).isEqualTo(1);
            p.returns(0, p.calls.bind(second, Program.ANY));
            p.returns(0, p.calls.listen(first, 1));
            p.fails(Errno.EADDRINUSE, p.calls.listen(second, 1));
            int third = p.socket();
            p.returns(0, p.calls.bind(third, SocketAddress.inet("0.0.0.0", 0)));
            Answer<SocketAddress> name = p.calls.getsockname(third);
            p.returns(0, name);
            assertThat(name.out().port()).isGreaterThan(32_767);
        }
    }

    /** A port on which connections are in TIME-WAIT can be bound with SO_REUSEADDR only. */
    @Test
    void aPortInTimeWait() {
        try (Program p = new Program()) {
            int listener = p.listening();
            int fd = p.accepted(listener);
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            p.x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            p.returns(0, p.calls.close(listener));
            int again = p.socket();
            p.fails(Errno.EADDRINUSE, p.calls.bind(again, Program.ANY));
            p.returns(0, p.set(again, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1));
            p.returns(0, p.calls.bind(again, Program.ANY));
            p.returns(0, p.calls.listen(again, 1));
        }
    }

    @Test
    void aClient() {
        try (Program p = new Program()) {
            int fd = p.socket();
            p.fails(Errno.ENOTCONN, p.calls.getpeername(fd));
            Call connect = p.blocks(p.connecting(fd));
            p.fails(Errno.ENOTCONN, p.calls.getpeername(fd));
            p.accept();
            p.returns(0, connect);
            Answer<SocketAddress> peer = p.calls.getpeername(fd);
            p.returns(0, peer);
            assertThat(peer.out()).isEqualTo(Program.REMOTE);
            p.fails(Errno.EISCONN, p.calls.connect(fd, Program.REMOTE));
            p.fails(Errno.EISCONN, p.calls.connect(p.listening(), Program.REMOTE));
        }
    }

    /** EINPROGRESS, EALREADY, then 0, once, and EISCONN. */
    @Test
    void connectWithoutWaiting() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.fails(Errno.EALREADY, p.calls.connect(fd, Program.REMOTE));
            p.fails(Errno.EAGAIN, p.write(fd, 1));
            p.fails(Errno.EAGAIN, p.read(fd, 1));
            p.accept();
            assertThat(p.error(fd)).isZero();
            p.returns(0, p.calls.connect(fd, Program.REMOTE));
            p.fails(Errno.EISCONN, p.calls.connect(fd, Program.REMOTE));
            p.returns(1, p.write(fd, 1));
        }
    }

    @Test
    void aRefusalIsToldOnceAndTheSocketCanBeUsedAgain() {
        try (Program p = new Program()) {
            int fd = p.socket();
            Call connect = p.connecting(fd);
            p.x.in("<SEQ=0><ACK=ISS+1><CTL=RST,ACK>");
            p.fails(Errno.ECONNREFUSED, connect);
            assertThat(p.error(fd)).isZero();
            p.fails(Errno.ENOTCONN, p.read(fd, 1));
            p.fails(Errno.EPIPE, p.write(fd, 1));
            p.x.forgetIss();
            connect = p.connecting(fd);
            p.accept();
            p.returns(0, connect);
        }
    }

    /** SO_ERROR tells and clears it; a second connect would have told it, and then finds nothing to tell. */
    @Test
    void aRefusalOfAConnectThatDidNotWait() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.x.in("<SEQ=0><ACK=ISS+1><CTL=RST,ACK>");
            assertThat(p.error(fd)).isEqualTo(Errno.ECONNREFUSED.number());
            assertThat(p.error(fd)).isZero();
            p.returns(0, p.read(fd, 1));
            p.fails(Errno.EPIPE, p.write(fd, 1));
            p.fails(Errno.ECONNABORTED, p.calls.connect(fd, Program.REMOTE));
            p.x.forgetIss();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.x.in("<SEQ=0><ACK=ISS+1><CTL=RST,ACK>");
            p.fails(Errno.ECONNREFUSED, p.calls.connect(fd, Program.REMOTE));
        }
    }

    @Test
    void nobodyAnswers() {
        try (Program p = new Program("SYN-RETRIES=1")) {
            int fd = p.socket();
            Call connect = p.connecting(fd);
            p.x.advance(3_100);
            p.fails(Errno.ETIMEDOUT, connect);
        }
    }

    @Test
    @Tag("MUST-56")
    void nobodyAnswersAndARouterSaysWhy() {
        try (Program p = new Program("SYN-RETRIES=1")) {
            int fd = p.socket();
            Call connect = p.connecting(fd);
            p.x.icmp(ICMP_UNREACHABLE, 1, 0);
            p.blocks(connect); // RFC 9293, 3.9.2.2, MUST-56.
            p.x.advance(3_100);
            p.fails(Errno.EHOSTUNREACH, connect);
        }
    }

    /** A port that is unreachable is one that refuses (RFC 9293, 3.9.2.2, SHLD-26). */
    @Test
    @Tag("SHLD-26")
    void aPortIsUnreachable() {
        try (Program p = new Program()) {
            int fd = p.socket();
            Call connect = p.connecting(fd);
            p.x.icmp(ICMP_UNREACHABLE, 3, 0);
            p.fails(Errno.ECONNREFUSED, connect);
        }
    }

    @Test
    void noRoute() {
        try (Program p = new Program()) {
            p.fails(Errno.ENETUNREACH, p.calls.connect(p.socketNonBlocking(), SocketAddress.inet("198.51.100.1", 80)));
            p.fails(
                    Errno.EAFNOSUPPORT,
                    p.calls.connect(p.socket(), new SocketAddress(10, Program.REMOTE.address(), 80)));
        }
    }

    /** SO_SNDTIMEO limits a connect, which goes on. */
    @Test
    void connectForAsLongAsSoSndtimeoSays() {
        try (Program p = new Program()) {
            int fd = p.socket();
            p.returns(0, p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_SNDTIMEO, new OptionValue.Time(0, 100_000)));
            Call connect = p.connecting(fd);
            p.x.advance(101);
            p.fails(Errno.EINPROGRESS, connect);
            p.accept();
            p.returns(0, p.calls.connect(fd, Program.REMOTE));
        }
    }

    @Test
    void aConnectionIsDissolved() {
        try (Program p = new Program()) {
            int fd = p.connected();
            p.returns(0, p.calls.connect(fd, new SocketAddress(Linux.AF_UNSPEC, Program.ANY.address(), 0)));
            p.x.out("<SEQ=ISS+1><CTL=RST>");
            p.fails(Errno.ECONNRESET, p.read(fd, 1));
            p.fails(Errno.ENOTCONN, p.read(fd, 1));
        }
    }
}
