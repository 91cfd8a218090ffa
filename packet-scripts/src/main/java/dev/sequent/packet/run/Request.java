package dev.sequent.packet.run;

import java.util.List;

/** A system call with its arguments; descriptors, flags and options are the host's own numbers. */
public sealed interface Request {

    record Socket(int domain, int type, int protocol) implements Request {}

    record Bind(int fd, Address address) implements Request {}

    record Listen(int fd, int backlog) implements Request {}

    record Accept(int fd, int flags) implements Request {}

    record Connect(int fd, Address address) implements Request {}

    /** Fills buffers. */
    record Receive(int fd, List<byte[]> buffers, int flags) implements Request {}

    /** The same, which also tells flags of what it has received. */
    record ReceiveMessage(int fd, List<byte[]> buffers, int flags) implements Request {}

    record Send(int fd, List<byte[]> buffers, int flags) implements Request {}

    record Shutdown(int fd, int how) implements Request {}

    record Close(int fd) implements Request {}

    record Fcntl(int fd, int command, int argument) implements Request {}

    record Ioctl(int fd, int request, int argument) implements Request {}

    record GetOption(int fd, int level, int name) implements Request {}

    record SetOption(int fd, int level, int name, OptionSetting value) implements Request {}

    record LocalName(int fd) implements Request {}

    record RemoteName(int fd) implements Request {}

    /** @param timeout in milliseconds, -1 for none */
    record Poll(List<Interest> interests, int timeout) implements Request {}

    record EpollCreate(int flags) implements Request {}

    /** @param data what {@link EpollWait} tells with the events */
    record EpollControl(int epoll, int operation, int fd, int events, long data) implements Request {}

    /** @param timeout in milliseconds, -1 for none */
    record EpollWait(int epoll, int most, int timeout) implements Request {}

    /** What is wanted of a descriptor. */
    record Interest(int fd, int events) {}
}
