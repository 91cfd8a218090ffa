package dev.sequent.stack.posix;

import dev.sequent.stack.Stack;
import dev.sequent.stack.time.Clock;
import java.util.List;

/** The system calls of one process, whose sockets are those of a stack in virtual time. */
public final class StackCalls implements SystemCalls {

    private final Descriptors descriptors = new Descriptors();
    private final Blocking blocking;
    private final OpeningCalls opening;
    private final TransferCalls transfers;
    private final EndingCalls ending;
    private final ControlCalls control;
    private final ReadinessCalls readiness;

    /** @param clock the stack's */
    public StackCalls(Stack stack, Clock clock) {
        stack.tcp().countSegments();
        this.blocking = new Blocking(clock, stack.timers(), descriptors);
        this.opening = new OpeningCalls(stack, descriptors, blocking);
        this.transfers = new TransferCalls(blocking);
        this.ending = new EndingCalls(descriptors, blocking);
        this.control = new ControlCalls(descriptors, blocking);
        this.readiness = new ReadinessCalls(descriptors, blocking);
    }

    @Override
    public Call socket(int domain, int type, int protocol) {
        return blocking.atOnce(new Call(), () -> opening.socket(domain, type, protocol));
    }

    @Override
    public Call bind(int fd, SocketAddress address) {
        return blocking.atOnce(new Call(), () -> opening.bind(fd, address));
    }

    @Override
    public Call listen(int fd, int backlog) {
        return blocking.atOnce(new Call(), () -> opening.listen(fd, backlog));
    }

    @Override
    public Answer<SocketAddress> accept4(int fd, int flags) {
        return opening.accept(fd, flags);
    }

    @Override
    public Call connect(int fd, SocketAddress remote) {
        return opening.connect(fd, remote);
    }

    @Override
    public Call shutdown(int fd, int how) {
        return blocking.atOnce(new Call(), () -> ending.shutdown(fd, how));
    }

    @Override
    public Call close(int fd) {
        return ending.close(fd);
    }

    @Override
    public Answer<SocketAddress> getsockname(int fd) {
        return opening.localName(fd);
    }

    @Override
    public Answer<SocketAddress> getpeername(int fd) {
        return opening.remoteName(fd);
    }

    @Override
    public Call readv(int fd, List<byte[]> buffers) {
        return transfers.read(fd, buffers);
    }

    @Override
    public Call recv(int fd, List<byte[]> buffers, int flags) {
        return transfers.receive(fd, buffers, flags);
    }

    @Override
    public Answer<Integer> recvmsg(int fd, List<byte[]> buffers, int flags) {
        return transfers.receiveMessage(fd, buffers, flags);
    }

    @Override
    public Call writev(int fd, List<byte[]> buffers) {
        return transfers.send(fd, buffers, 0);
    }

    @Override
    public Call send(int fd, List<byte[]> buffers, int flags) {
        return transfers.send(fd, buffers, flags);
    }

    @Override
    public Call fcntl(int fd, int command, int argument) {
        return blocking.atOnce(new Call(), () -> control.fcntl(fd, command, argument));
    }

    @Override
    public Answer<Integer> ioctl(int fd, int request, int argument) {
        return control.ioctl(fd, request, argument);
    }

    @Override
    public Call setsockopt(int fd, int level, int name, OptionValue value) {
        return blocking.atOnce(new Call(), () -> control.set(fd, level, name, value));
    }

    @Override
    public Answer<OptionValue> getsockopt(int fd, int level, int name) {
        return control.get(fd, level, name);
    }

    @Override
    public Answer<List<Integer>> poll(List<PollFd> asked, int millis) {
        return readiness.poll(List.copyOf(asked), millis);
    }

    @Override
    public Call epollCreate1(int flags) {
        return blocking.atOnce(new Call(), () -> readiness.create(flags));
    }

    @Override
    public Call epollCtl(int epfd, int operation, int fd, EpollEvent wanted) {
        return blocking.atOnce(new Call(), () -> readiness.control(epfd, operation, fd, wanted));
    }

    @Override
    public Answer<List<EpollEvent>> epollWait(int epfd, int most, int millis) {
        return readiness.await(epfd, most, millis);
    }
}
