package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code poll} and {@code epoll_wait} that wait; what is ready in which state is compared in {@link AsTheKernelTest}.
 */
class ReadinessCallsTest {

    private static final int IN_OUT = Linux.POLLIN | Linux.POLLOUT;

    @Test
    void pollWaitsForTheFirstThatIsReady() {
        try (Program p = new Program()) {
            int listener = p.listening();
            int fd = p.accepted(listener);
            Answer<List<Integer>> poll = p.blocks(p.calls.poll(
                    List.of(new PollFd(listener, Linux.POLLIN), new PollFd(-7, IN_OUT), new PollFd(fd, Linux.POLLIN)),
                    -1));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(1, poll);
            assertThat(poll.out()).containsExactly(0, 0, Linux.POLLIN);
        }
    }

    @Test
    void pollForSoLong() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            Answer<List<Integer>> poll = p.blocks(p.calls.poll(List.of(new PollFd(fd, Linux.POLLIN)), 500));
            long began = p.x.simulation.now();
            p.x.advance(501);
            p.returns(0, poll);
            assertThat(poll.returnedAt() - began).isEqualTo(500_000_000);
            assertThat(poll.out()).containsExactly(0);
        }
    }

    @Test
    void pollOfWhatIsNoDescriptor() {
        try (Program p = new Program()) {
            Answer<List<Integer>> poll = p.calls.poll(List.of(new PollFd(99, IN_OUT)), -1);
            p.returns(1, poll);
            assertThat(poll.out()).containsExactly(Linux.POLLNVAL);
        }
    }

    /** The end of a connect that nobody waited for. */
    @Test
    void pollForAConnect() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            Answer<List<Integer>> poll = p.blocks(p.calls.poll(List.of(new PollFd(fd, Linux.POLLOUT)), -1));
            p.accept();
            p.returns(1, poll);
            assertThat(poll.out()).containsExactly(Linux.POLLOUT);
        }
    }

    @Test
    void epollWaits() {
        try (Program p = new Program()) {
            int listener = p.listening();
            int fd = p.accepted(listener);
            int ep = p.ok(p.calls.epollCreate1(0));
            p.returns(0, p.calls.epollCtl(ep, Linux.EPOLL_CTL_ADD, listener, new EpollEvent(Linux.POLLIN, 77)));
            p.returns(0, p.calls.epollCtl(ep, Linux.EPOLL_CTL_ADD, fd, new EpollEvent(Linux.POLLIN, 88)));
            Answer<List<EpollEvent>> wait = p.blocks(p.calls.epollWait(ep, 10, -1));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(1, wait);
            assertThat(wait.out()).containsExactly(new EpollEvent(Linux.POLLIN, 88));
            p.returns(10, p.read(fd, 10));
            Answer<List<EpollEvent>> again = p.blocks(p.calls.epollWait(ep, 10, 300));
            p.x.advance(301);
            p.returns(0, again);
            assertThat(again.out()).isEmpty();
        }
    }

    /** An epoll instance is a descriptor, too; one that waits for itself is refused. */
    @Test
    void epollInEpoll() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            int inner = p.ok(p.calls.epollCreate1(Linux.SOCK_CLOEXEC));
            int outer = p.ok(p.calls.epollCreate1(0));
            p.fails(Errno.EINVAL, p.calls.epollCreate1(1));
            p.returns(0, p.calls.epollCtl(inner, Linux.EPOLL_CTL_ADD, fd, new EpollEvent(Linux.POLLIN, 1)));
            p.returns(0, p.calls.epollCtl(outer, Linux.EPOLL_CTL_ADD, inner, new EpollEvent(Linux.POLLIN, 2)));
            p.fails(Errno.ELOOP, p.calls.epollCtl(inner, Linux.EPOLL_CTL_ADD, outer, new EpollEvent(Linux.POLLIN, 3)));
            Answer<List<EpollEvent>> wait = p.blocks(p.calls.epollWait(outer, 10, -1));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            p.returns(1, wait);
            assertThat(wait.out()).containsExactly(new EpollEvent(Linux.POLLIN, 2));
            p.fails(Errno.ENOTSOCK, p.read(inner, 1));
        }
    }

    /** RFC 9293, 3.8.5: announced before the octets are there, and over when they have been read. */
    @Test
    void urgentData() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,URG><UP=3><DATA=2>");
            Answer<List<Integer>> poll = p.calls.poll(List.of(new PollFd(fd, Linux.POLLPRI)), 0);
            p.returns(1, poll);
            p.x.in("<SEQ=1003><ACK=ISS+1><CTL=ACK><DATA=2>");
            p.returns(4, p.read(fd, 10));
            p.returns(0, p.calls.poll(List.of(new PollFd(fd, Linux.POLLPRI)), 0));
        }
    }
}
