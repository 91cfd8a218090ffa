package dev.sequent.stack.posix;

import java.util.List;

/**
 * The system calls that a program makes of its sockets. Descriptors, flags and options are Linux's numbers
 * ({@link Linux}); a call returns at once or is blocked, as its descriptor and its flags say ({@link Call}).
 *
 * <p>For one thread, which also moves the stack's clock. A call that has to do with a segment takes effect when the
 * stack has its next turn, at the same moment.
 *
 * <p>What differs from Linux:
 *
 * <ul>
 *   <li>Descriptors are streams of TCP over IPv4, and epoll instances; signals are never sent: a write to what is shut
 *       is EPIPE and no SIGPIPE.
 *   <li>Urgent data stays in the stream, as if SO_OOBINLINE was set (RFC 6093): {@code recv} with MSG_OOB is EINVAL.
 *   <li>SO_SNDBUF and SO_RCVBUF count octets of text, and are neither doubled nor rounded; {@code getsockopt} tells
 *       what is in force. The stack's own buffers are the upper limit, as net.core.rmem_max is.
 * </ul>
 */
public interface SystemCalls {

    // ---------------------------------------------------------------- coming and going

    /** A new socket. @return its descriptor: the lowest that is free, from 3 on */
    Call socket(int domain, int type, int protocol);

    Call bind(int fd, SocketAddress address);

    /** @param backlog how many connections may wait to be accepted, and one more, as in Linux */
    Call listen(int fd, int backlog);

    /** Takes the connection that has waited longest, with its remote. @return its descriptor */
    default Answer<SocketAddress> accept(int fd) {
        return accept4(fd, 0);
    }

    /** The same. @param flags of the new descriptor: SOCK_NONBLOCK, SOCK_CLOEXEC */
    Answer<SocketAddress> accept4(int fd, int flags);

    /** @param remote of family AF_UNSPEC to dissolve a connection */
    Call connect(int fd, SocketAddress remote);

    /** @param how SHUT_RD, SHUT_WR or SHUT_RDWR */
    Call shutdown(int fd, int how);

    /** Waits if SO_LINGER says so, whether or not the descriptor is non-blocking. */
    Call close(int fd);

    Answer<SocketAddress> getsockname(int fd);

    Answer<SocketAddress> getpeername(int fd);

    // ---------------------------------------------------------------- octets

    /** Fills the buffers one after the other; they must not be changed until the call returns. */
    Call readv(int fd, List<byte[]> buffers);

    /** The same with flags; also {@code recvfrom}, which tells no address of a stream. */
    Call recv(int fd, List<byte[]> buffers, int flags);

    /** The same; hands back the flags of what was received, as MSG_OOB. */
    Answer<Integer> recvmsg(int fd, List<byte[]> buffers, int flags);

    default Call read(int fd, byte[] buffer) {
        return readv(fd, List.of(buffer));
    }

    /** Writes the buffers one after the other; they must not be changed until the call returns. */
    Call writev(int fd, List<byte[]> buffers);

    /** The same with flags; {@code sendmsg}, and {@code sendto}, whose address is ignored for a stream. */
    Call send(int fd, List<byte[]> buffers, int flags);

    default Call write(int fd, byte[] buffer) {
        return writev(fd, List.of(buffer));
    }

    // ---------------------------------------------------------------- what is set and asked

    Call fcntl(int fd, int command, int argument);

    /** @param argument what FIONBIO is to be; else of no meaning */
    Answer<Integer> ioctl(int fd, int request, int argument);

    Call setsockopt(int fd, int level, int name, OptionValue value);

    Answer<OptionValue> getsockopt(int fd, int level, int name);

    // ---------------------------------------------------------------- what is ready

    /**
     * Waits until something is ready.
     *
     * @param millis how long at most; negative for as long as it takes
     * @return how many are; with what each of them is ready for, in the order in which they were asked about
     */
    Answer<List<Integer>> poll(List<PollFd> asked, int millis);

    Call epollCreate1(int flags);

    /** @param wanted without a meaning for EPOLL_CTL_DEL */
    Call epollCtl(int epfd, int operation, int fd, EpollEvent wanted);

    /** @param millis how long to wait at most; negative for as long as it takes */
    Answer<List<EpollEvent>> epollWait(int epfd, int most, int millis);
}
