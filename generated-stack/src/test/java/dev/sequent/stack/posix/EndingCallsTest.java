package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code shutdown} and {@code close}. */
class EndingCallsTest {

    @Test
    void theWritingHalf() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            p.fails(Errno.EPIPE, p.write(fd, 1));
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=10>");
            p.returns(10, p.read(fd, 20));
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            p.x.in("<SEQ=1011><ACK=ISS+2><CTL=FIN,ACK>");
            p.returns(0, p.read(fd, 20));
        }
    }

    /** What is queued can still be read, before the end and after. */
    @Test
    void theReadingHalf() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_RD));
            p.returns(10, p.read(fd, 20));
            p.returns(0, p.read(fd, 20));
            p.x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(10, p.read(fd, 20));
            p.returns(1, p.write(fd, 1));
            p.x.advance(50);
            p.x.out("<SEQ=ISS+1><ACK=1021><CTL=PSH,ACK><DATA=1>");
        }
    }

    @Test
    void aReaderThatWaits() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            Call read = p.blocks(p.read(fd, 20));
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_RD));
            p.returns(0, read);
        }
    }

    @Test
    void shutdownOfWhatIsNotConnected() {
        try (Program p = new Program()) {
            int fd = p.socket();
            p.fails(Errno.ENOTCONN, p.calls.shutdown(fd, Linux.SHUT_WR));
            p.fails(Errno.EINVAL, p.calls.shutdown(fd, 3));
            p.fails(Errno.EBADF, p.calls.shutdown(9, Linux.SHUT_WR));
        }
    }

    @Test
    void shutdownOfAListener() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.returns(0, p.calls.shutdown(listener, Linux.SHUT_WR));
            Call accept = p.blocks(p.calls.accept(listener));
            p.returns(0, p.calls.shutdown(listener, Linux.SHUT_RD));
            p.fails(Errno.EINVAL, accept);
            p.x.in("<SEQ=1000><CTL=SYN>");
            p.x.out("<SEQ=0><ACK=1001><CTL=RST,ACK>");
            p.returns(0, p.calls.listen(listener, 1)); // It can be used again, and is still bound.
            p.x.forgetIss();
            p.x.in("<SEQ=1000><CTL=SYN>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        }
    }

    /** There is nobody yet who could be told of it: the connection is given up, and that is an error. */
    @Test
    void shutdownWhileConnecting() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            p.fails(Errno.ECONNRESET, p.read(fd, 1));
            p.fails(Errno.ENOTCONN, p.read(fd, 1));
        }
    }

    /** RFC 9293, 3.10.4: the FIN waits until the connection is established. */
    @Test
    void shutdownWhenTwoSynsHaveCrossed() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            p.x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=10>");
            p.returns(10, p.read(fd, 20));
        }
    }

    @Test
    void closeSendsWhatWasWritten() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(10, p.write(fd, 10));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=10>");
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+11><ACK=1001><CTL=FIN,ACK>");
            p.fails(Errno.EBADF, p.write(fd, 1));
        }
    }

    @Test
    void closeWithSomethingUnread() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+1><ACK=1011><CTL=RST,ACK>");
        }
    }

    @Test
    void lingerForNoTimeAborts() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, new OptionValue.Linger(true, 0)));
            p.returns(0, p.calls.close(fd));
            p.x.out("<SEQ=ISS+1><CTL=RST>");
        }
    }

    /** Close waits until the FIN is acknowledged. */
    @Test
    void lingerUntilAllHasArrived() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, new OptionValue.Linger(true, 5)));
            p.returns(10, p.write(fd, 10));
            Call close = p.blocks(p.calls.close(fd));
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=10>");
            p.x.out("<SEQ=ISS+11><ACK=1001><CTL=FIN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+11><CTL=ACK>");
            p.blocks(close);
            p.x.in("<SEQ=1001><ACK=ISS+12><CTL=ACK>");
            p.returns(0, close);
        }
    }

    @Test
    void lingerForSoLong() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(0, p.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, new OptionValue.Linger(true, 2)));
            Call close = p.blocks(p.calls.close(fd));
            long began = p.x.simulation.now();
            p.x.advance(2_001);
            p.returns(0, close);
            assertThat(close.returnedAt() - began).isEqualTo(2_000_000_000L);
            p.x.outAny();
        }
    }
}
