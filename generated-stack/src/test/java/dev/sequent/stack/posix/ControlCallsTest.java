package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code fcntl}, {@code ioctl}, {@code setsockopt}, {@code getsockopt}. */
class ControlCallsTest {

    private static int asked(Program p, int fd, int request) {
        Answer<Integer> answer = p.calls.ioctl(fd, request, 0);
        p.returns(0, answer);
        return answer.out();
    }

    /** A FIN is an octet that is to be acknowledged, too. */
    @Test
    void queues() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.fails(Errno.EINVAL, p.calls.ioctl(listener, Linux.SIOCINQ, 0));
            int fd = p.accepted(listener);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=1460><DATA=30>");
            assertThat(asked(p, fd, Linux.SIOCINQ)).isEqualTo(30);
            p.returns(2000, p.write(fd, 2000));
            assertThat(asked(p, fd, Linux.SIOCOUTQ)).isEqualTo(2000);
            assertThat(asked(p, fd, Linux.SIOCOUTQNSD)).isEqualTo(540);
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            assertThat(asked(p, fd, Linux.SIOCOUTQ)).isEqualTo(2001);
            assertThat(asked(p, fd, Linux.SIOCOUTQNSD)).isEqualTo(541);
            p.x.outAny();
        }
    }

    @Test
    void nonBlockingByIoctl() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.ioctl(fd, Linux.FIONBIO, 1));
            p.fails(Errno.EAGAIN, p.read(fd, 1));
            p.fails(Errno.EINVAL, p.calls.ioctl(fd, 0x1234, 0));
        }
    }

    @Test
    void whatIsSetAndAsked() {
        try (Program p = new Program()) {
            int fd = p.socket();
            p.fails(Errno.ENOPROTOOPT, p.set(fd, Linux.SOL_TCP, 9999, 1));
            p.fails(Errno.ENOPROTOOPT, p.calls.getsockopt(fd, Linux.SOL_TCP, 9999));
            p.fails(Errno.EINVAL, p.calls.setsockopt(fd, Linux.SOL_TCP, Linux.TCP_NODELAY, new OptionValue.Time(1, 0)));
            p.fails(
                    Errno.EDOM,
                    p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, new OptionValue.Time(1, 1_000_000)));
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_NODELAY, 5));
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_NODELAY)).isEqualTo(1);
            assertThat(p.get(fd, Linux.SOL_SOCKET, Linux.SO_TYPE)).isEqualTo(Linux.SOCK_STREAM);
            assertThat(p.get(fd, Linux.SOL_SOCKET, Linux.SO_ACCEPTCONN)).isZero();
            assertThat(p.get(p.listening(), Linux.SOL_SOCKET, Linux.SO_ACCEPTCONN))
                    .isEqualTo(1);
            p.fails(Errno.EINVAL, p.set(fd, Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT, -1));
            Answer<OptionValue> linger = p.calls.getsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER);
            p.returns(0, linger);
            assertThat(linger.out()).isEqualTo(new OptionValue.Linger(false, 0));
        }
    }

    /** What is set of a listener holds for those that come to it, from their SYN,ACK on. */
    @Test
    void aListenersOptionsAreInherited() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.returns(0, p.set(listener, Linux.SOL_IP, Linux.IP_TOS, 0x28));
            p.returns(0, p.set(listener, Linux.SOL_TCP, Linux.TCP_NODELAY, 1));
            int fd = p.accepted(listener);
            assertThat(p.x.lastHeader().get(1)).isEqualTo((byte) 0x28);
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_NODELAY)).isEqualTo(1);
            p.returns(10, p.write(fd, 10));
            p.returns(10, p.write(fd, 10));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=10>");
            p.x.out("<SEQ=ISS+11><ACK=1001><CTL=PSH,ACK><DATA=10>"); // Nagle would have held it back.
        }
    }

    /**
     * A connection that opens out of TIME-WAIT has them when its SYN,ACK is out: the machine was another one's till
     * then.
     */
    @Test
    void andByOneThatOpensOutOfTimeWait() {
        try (Program p = new Program()) {
            int listener = p.listening();
            int fd = p.accepted(listener);
            p.returns(0, p.set(listener, Linux.SOL_IP, Linux.IP_TOS, 0x28));
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            p.x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            p.x.forgetIss();
            p.x.in("<SEQ=5000><CTL=SYN><MSS=1460>");
            p.x.out("<SEQ=ISS><ACK=5001><CTL=SYN,ACK>");
            p.x.in("<SEQ=5001><ACK=ISS+1><CTL=ACK>");
            int next = p.ok(p.calls.accept(listener));
            p.returns(3, p.write(next, 3));
            p.x.out("<SEQ=ISS+1><ACK=5001><CTL=PSH,ACK><DATA=3>");
            assertThat(p.x.lastHeader().get(1)).isEqualTo((byte) 0x28);
        }
    }

    @Test
    void tcpUserTimeout() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.set(fd, Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT, 5_000));
            assertThat(p.get(fd, Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT)).isEqualTo(5_000);
            p.returns(10, p.write(fd, 10));
            p.x.advance(5_001);
            p.x.outAny();
            assertThat(p.error(fd)).isEqualTo(Errno.ETIMEDOUT.number());
        }
    }
}
