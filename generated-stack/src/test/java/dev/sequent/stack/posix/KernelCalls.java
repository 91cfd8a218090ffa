package dev.sequent.stack.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.sequent.wire.IpAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The kernel's own system calls, to compare with; of one thread. Blocking ones block it. */
final class KernelCalls implements SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final int ADDRESS_LENGTH = 16;
    private static final int INFO_LENGTH = 104;
    /** {@code struct epoll_event} is packed on x86-64: elsewhere the data is at 8. */
    private static final int EPOLL_DATA = System.getProperty("os.arch").equals("amd64") ? 4 : 8;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment errno = arena.allocate(CAPTURE);

    private static MethodHandle link(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static final MethodHandle SOCKET = link("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = link("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle LISTEN = link("listen", JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCEPT4 = link("accept4", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONNECT = link("connect", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SHUTDOWN = link("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = link("close", JAVA_INT);
    private static final MethodHandle GETSOCKNAME = link("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GETPEERNAME = link("getpeername", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle READ = link("read", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RECV = link("recv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SEND = link("send", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FCNTL = link("fcntl", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle IOCTL = link("ioctl", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            link("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            link("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle POLL = link("poll", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL = link("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

    private Result result(MethodHandle call, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(errno));
        all.addAll(Arrays.asList(arguments));
        int value;
        try {
            value = (int) call.invokeWithArguments(all);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (value >= 0) {
            return Result.of(value);
        }
        int number = errno.get(JAVA_INT, CAPTURE.byteOffset(PathElement.groupElement("errno")));
        return Result.failed(Errno.of(number).orElseThrow(() -> new IllegalStateException("errno " + number)));
    }

    private Call call(MethodHandle call, Object... arguments) {
        Call made = new Call();
        made.returns(result(call, arguments), System.nanoTime());
        return made;
    }

    private <T> Answer<T> answer(Result result, Function<Result, T> out) {
        Answer<T> made = new Answer<>();
        if (!result.hasFailed()) {
            made.hands(out.apply(result));
        }
        made.returns(result, System.nanoTime());
        return made;
    }

    private MemorySegment address(SocketAddress address) {
        MemorySegment s = arena.allocate(ADDRESS_LENGTH);
        s.set(JAVA_SHORT, 0, (short) address.family());
        s.set(JAVA_BYTE, 2, (byte) (address.port() >>> 8));
        s.set(JAVA_BYTE, 3, (byte) address.port());
        MemorySegment.copy(address.address().octets(), 0, s, JAVA_BYTE, 4, 4);
        return s;
    }

    private Answer<SocketAddress> named(MethodHandle call, Function<MemorySegment[], Result> make) {
        MemorySegment name = arena.allocate(ADDRESS_LENGTH);
        MemorySegment length = arena.allocate(JAVA_INT);
        length.set(JAVA_INT, 0, ADDRESS_LENGTH);
        return answer(make.apply(new MemorySegment[] {name, length}), r -> {
            byte[] octets = new byte[4];
            MemorySegment.copy(name, JAVA_BYTE, 4, octets, 0, 4);
            int port = (name.get(JAVA_BYTE, 2) & 0xFF) << 8 | name.get(JAVA_BYTE, 3) & 0xFF;
            return new SocketAddress(name.get(JAVA_SHORT, 0), IpAddress.of(octets), port);
        });
    }

    @Override
    public Call socket(int domain, int type, int protocol) {
        return call(SOCKET, domain, type, protocol);
    }

    @Override
    public Call bind(int fd, SocketAddress address) {
        return call(BIND, fd, address(address).address(), ADDRESS_LENGTH);
    }

    @Override
    public Call listen(int fd, int backlog) {
        return call(LISTEN, fd, backlog);
    }

    @Override
    public Answer<SocketAddress> accept4(int fd, int flags) {
        return named(ACCEPT4, m -> result(ACCEPT4, fd, m[0].address(), m[1].address(), flags));
    }

    @Override
    public Call connect(int fd, SocketAddress remote) {
        return call(CONNECT, fd, address(remote).address(), ADDRESS_LENGTH);
    }

    @Override
    public Call shutdown(int fd, int how) {
        return call(SHUTDOWN, fd, how);
    }

    @Override
    public Call close(int fd) {
        return call(CLOSE, fd);
    }

    @Override
    public Answer<SocketAddress> getsockname(int fd) {
        return named(GETSOCKNAME, m -> result(GETSOCKNAME, fd, m[0].address(), m[1].address()));
    }

    @Override
    public Answer<SocketAddress> getpeername(int fd) {
        return named(GETPEERNAME, m -> result(GETPEERNAME, fd, m[0].address(), m[1].address()));
    }

    private Call receive(List<byte[]> buffers, Function<MemorySegment, Result> make) {
        int n = Vector.length(buffers);
        MemorySegment memory = arena.allocate(Math.max(1, n));
        Result result = make.apply(memory);
        if (result.value() > 0) {
            byte[] octets = memory.asSlice(0, result.value()).toArray(JAVA_BYTE);
            new Vector(buffers).put(0, octets, octets.length);
        }
        Call made = new Call();
        made.returns(result, System.nanoTime());
        return made;
    }

    @Override
    public Call readv(int fd, List<byte[]> buffers) {
        return receive(buffers, m -> result(READ, fd, m.address(), (long) Vector.length(buffers)));
    }

    @Override
    public Call recv(int fd, List<byte[]> buffers, int flags) {
        return receive(buffers, m -> result(RECV, fd, m.address(), (long) Vector.length(buffers), flags));
    }

    @Override
    public Call writev(int fd, List<byte[]> buffers) {
        return send(fd, buffers, 0);
    }

    @Override
    public Call send(int fd, List<byte[]> buffers, int flags) {
        byte[] octets = new Vector(buffers).octets();
        MemorySegment memory = arena.allocate(Math.max(1, octets.length));
        MemorySegment.copy(octets, 0, memory, JAVA_BYTE, 0, octets.length);
        return call(SEND, fd, memory.address(), (long) octets.length, flags | Linux.MSG_NOSIGNAL);
    }

    @Override
    public Call fcntl(int fd, int command, int argument) {
        return call(FCNTL, fd, command, argument);
    }

    @Override
    public Answer<Integer> ioctl(int fd, int request, int argument) {
        MemorySegment value = arena.allocate(JAVA_INT);
        value.set(JAVA_INT, 0, argument);
        return answer(result(IOCTL, fd, (long) request, value.address()), r -> value.get(JAVA_INT, 0));
    }

    @Override
    public Call setsockopt(int fd, int level, int name, OptionValue value) {
        MemorySegment memory = arena.allocate(16);
        int length = switch (value) {
            case OptionValue.Number number -> {
                memory.set(JAVA_INT, 0, number.value());
                yield 4;
            }
            case OptionValue.Linger linger -> {
                memory.set(JAVA_INT, 0, linger.on() ? 1 : 0);
                memory.set(JAVA_INT, 4, linger.seconds());
                yield 8;
            }
            case OptionValue.Time time -> {
                memory.set(JAVA_LONG, 0, time.seconds());
                memory.set(JAVA_LONG, 8, time.micros());
                yield 16;
            }
            case OptionValue.Info info -> throw new IllegalArgumentException("it cannot be set");
        };
        return call(SETSOCKOPT, fd, level, name, memory.address(), length);
    }

    /** Of those whose value is a number; and of TCP_INFO the state. */
    @Override
    public Answer<OptionValue> getsockopt(int fd, int level, int name) {
        boolean info = level == Linux.SOL_TCP && name == Linux.TCP_INFO;
        MemorySegment memory = arena.allocate(INFO_LENGTH);
        MemorySegment length = arena.allocate(JAVA_INT);
        length.set(JAVA_INT, 0, info ? INFO_LENGTH : 4);
        return answer(
                result(GETSOCKOPT, fd, level, name, memory.address(), length.address()),
                r -> info
                        ? new OptionValue.Info(new TcpInfo(Map.of("tcpi_state", (long) memory.get(JAVA_BYTE, 0))))
                        : new OptionValue.Number(memory.get(JAVA_INT, 0)));
    }

    @Override
    public Answer<List<Integer>> poll(List<PollFd> asked, int millis) {
        MemorySegment fds = arena.allocate(8L * asked.size(), 8);
        for (int i = 0; i < asked.size(); i++) {
            fds.set(JAVA_INT, 8L * i, asked.get(i).fd());
            fds.set(JAVA_SHORT, 8L * i + 4, (short) asked.get(i).events());
        }
        return answer(result(POLL, fds.address(), (long) asked.size(), millis), r -> {
            List<Integer> ready = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                ready.add(fds.get(JAVA_SHORT, 8L * i + 6) & 0xFFFF);
            }
            return ready;
        });
    }

    @Override
    public Call epollCreate1(int flags) {
        return call(EPOLL_CREATE1, flags);
    }

    @Override
    public Call epollCtl(int epfd, int operation, int fd, EpollEvent wanted) {
        MemorySegment event = arena.allocate(16);
        event.set(JAVA_INT_UNALIGNED, 0, wanted.events());
        event.set(JAVA_LONG_UNALIGNED, EPOLL_DATA, wanted.data());
        return call(EPOLL_CTL, epfd, operation, fd, event.address());
    }

    @Override
    public Answer<List<EpollEvent>> epollWait(int epfd, int most, int millis) {
        int size = EPOLL_DATA + 8;
        MemorySegment events = arena.allocate((long) size * Math.max(1, most));
        return answer(result(EPOLL_WAIT, epfd, events.address(), most, millis), r -> {
            List<EpollEvent> told = new ArrayList<>();
            for (int i = 0; i < r.value(); i++) {
                told.add(new EpollEvent(
                        events.get(JAVA_INT_UNALIGNED, (long) i * size),
                        events.get(JAVA_LONG_UNALIGNED, (long) i * size + EPOLL_DATA)));
            }
            return told;
        });
    }
}
