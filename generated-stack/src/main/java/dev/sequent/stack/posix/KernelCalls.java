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
import java.util.function.Function;

/**
 * The kernel's own system calls of this process. A call that blocks does so with the thread that makes it; any thread
 * may make one. A new socket belongs to the network namespace of its thread
 * ({@link dev.sequent.stack.device.KernelNamespace}), whatever threads use it later.
 *
 * <p>Several buffers are one to the kernel here, and a write never raises a signal; neither makes a difference to a
 * stream.
 */
public final class KernelCalls implements SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CAPTURE.byteOffset(PathElement.groupElement("errno"));
    private static final int ADDRESS_LENGTH = 16;
    /** Octets of the longest value of an option: a {@code struct tcp_info}, and room for what it grows by. */
    private static final int OPTION_LENGTH = 512;
    /** {@code struct epoll_event} is packed on x86-64: elsewhere the data is at 8. */
    private static final int EPOLL_DATA = System.getProperty("os.arch").equals("amd64") ? 4 : 8;

    /** Where the fields of a {@code struct msghdr} are, where pointers have 64 bits; and its length. */
    private static final int MESSAGE_VECTOR = 16;

    private static final int MESSAGE_VECTORS = 24;
    private static final int MESSAGE_FLAGS = 48;
    private static final int MESSAGE_LENGTH = 56;

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
    private static final MethodHandle RECVMSG = link("recvmsg", JAVA_INT, JAVA_LONG, JAVA_INT);
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

    private static Result result(Arena arena, MethodHandle call, Object... arguments) {
        MemorySegment state = arena.allocate(CAPTURE);
        List<Object> all = new ArrayList<>(List.of(state));
        all.addAll(Arrays.asList(arguments));
        int value;
        try {
            value = (int) call.invokeWithArguments(all);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into the C library threw, which it never does", e);
        }
        if (value >= 0) {
            return Result.of(value);
        }
        int number = state.get(JAVA_INT, ERRNO);
        return Result.failed(Errno.of(number)
                .orElseThrow(() -> new IllegalStateException("a system call failed with errno " + number)));
    }

    private static Call call(MethodHandle call, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            return returned(result(arena, call, arguments));
        }
    }

    private static Call returned(Result result) {
        Call made = new Call();
        made.returns(result, System.nanoTime());
        return made;
    }

    private static <T> Answer<T> answer(Result result, Function<Result, T> out) {
        long now = System.nanoTime();
        Answer<T> made = new Answer<>();
        if (!result.hasFailed()) {
            made.hands(out.apply(result));
        }
        made.returns(result, now);
        return made;
    }

    private static Call withAddress(MethodHandle call, int fd, SocketAddress address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(ADDRESS_LENGTH);
            s.set(JAVA_SHORT, 0, (short) address.family());
            s.set(JAVA_BYTE, 2, (byte) (address.port() >>> 8));
            s.set(JAVA_BYTE, 3, (byte) address.port());
            MemorySegment.copy(address.address().octets(), 0, s, JAVA_BYTE, 4, 4);
            return returned(result(arena, call, fd, s.address(), ADDRESS_LENGTH));
        }
    }

    /** @param further arguments behind the address and its length */
    private static Answer<SocketAddress> named(MethodHandle call, int fd, Object... further) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(ADDRESS_LENGTH);
            MemorySegment length = arena.allocate(JAVA_INT);
            length.set(JAVA_INT, 0, ADDRESS_LENGTH);
            List<Object> arguments = new ArrayList<>(List.of(fd, name.address(), length.address()));
            arguments.addAll(Arrays.asList(further));
            return answer(result(arena, call, arguments.toArray()), r -> {
                byte[] octets = new byte[4];
                MemorySegment.copy(name, JAVA_BYTE, 4, octets, 0, 4);
                int port = (name.get(JAVA_BYTE, 2) & 0xFF) << 8 | name.get(JAVA_BYTE, 3) & 0xFF;
                return new SocketAddress(name.get(JAVA_SHORT, 0), IpAddress.of(octets), port);
            });
        }
    }

    @Override
    public Call socket(int domain, int type, int protocol) {
        return call(SOCKET, domain, type, protocol);
    }

    @Override
    public Call bind(int fd, SocketAddress address) {
        return withAddress(BIND, fd, address);
    }

    @Override
    public Call listen(int fd, int backlog) {
        return call(LISTEN, fd, backlog);
    }

    @Override
    public Answer<SocketAddress> accept4(int fd, int flags) {
        return named(ACCEPT4, fd, flags);
    }

    @Override
    public Call connect(int fd, SocketAddress remote) {
        return withAddress(CONNECT, fd, remote);
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
        return named(GETSOCKNAME, fd);
    }

    @Override
    public Answer<SocketAddress> getpeername(int fd) {
        return named(GETPEERNAME, fd);
    }

    private static Call receive(MethodHandle call, int fd, List<byte[]> buffers, Object... further) {
        try (Arena arena = Arena.ofConfined()) {
            int n = Vector.length(buffers);
            MemorySegment memory = arena.allocate(Math.max(1, n));
            List<Object> arguments = new ArrayList<>(List.of(fd, memory.address(), (long) n));
            arguments.addAll(Arrays.asList(further));
            Result result = result(arena, call, arguments.toArray());
            // With MSG_TRUNC, octets are counted that were not handed over.
            int got = (int) Math.min(result.value(), n);
            if (got > 0) {
                byte[] octets = memory.asSlice(0, got).toArray(JAVA_BYTE);
                new Vector(buffers).put(0, octets, octets.length);
            }
            return returned(result);
        }
    }

    @Override
    public Call readv(int fd, List<byte[]> buffers) {
        return receive(READ, fd, buffers);
    }

    @Override
    public Call recv(int fd, List<byte[]> buffers, int flags) {
        return receive(RECV, fd, buffers, flags);
    }

    @Override
    public Answer<Integer> recvmsg(int fd, List<byte[]> buffers, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            int n = Vector.length(buffers);
            MemorySegment memory = arena.allocate(Math.max(1, n));
            MemorySegment vector = arena.allocate(16, 8);
            vector.set(JAVA_LONG, 0, memory.address());
            vector.set(JAVA_LONG, 8, n);
            MemorySegment header = arena.allocate(MESSAGE_LENGTH, 8);
            header.set(JAVA_LONG, MESSAGE_VECTOR, vector.address());
            header.set(JAVA_LONG, MESSAGE_VECTORS, 1);
            return answer(result(arena, RECVMSG, fd, header.address(), flags), r -> {
                // With MSG_TRUNC, octets are counted that were not handed over.
                int got = (int) Math.min(r.value(), n);
                byte[] octets = memory.asSlice(0, got).toArray(JAVA_BYTE);
                new Vector(buffers).put(0, octets, octets.length);
                return header.get(JAVA_INT, MESSAGE_FLAGS);
            });
        }
    }

    @Override
    public Call writev(int fd, List<byte[]> buffers) {
        return send(fd, buffers, 0);
    }

    @Override
    public Call send(int fd, List<byte[]> buffers, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] octets = new Vector(buffers).octets();
            MemorySegment memory = arena.allocate(Math.max(1, octets.length));
            MemorySegment.copy(octets, 0, memory, JAVA_BYTE, 0, octets.length);
            return returned(
                    result(arena, SEND, fd, memory.address(), (long) octets.length, flags | Linux.MSG_NOSIGNAL));
        }
    }

    @Override
    public Call fcntl(int fd, int command, int argument) {
        return call(FCNTL, fd, command, argument);
    }

    @Override
    public Answer<Integer> ioctl(int fd, int request, int argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            value.set(JAVA_INT, 0, argument);
            return answer(result(arena, IOCTL, fd, (long) request, value.address()), r -> value.get(JAVA_INT, 0));
        }
    }

    @Override
    public Call setsockopt(int fd, int level, int name, OptionValue value) {
        try (Arena arena = Arena.ofConfined()) {
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
                case OptionValue.Info info -> throw new IllegalArgumentException("TCP_INFO cannot be set");
            };
            return returned(result(arena, SETSOCKOPT, fd, level, name, memory.address(), length));
        }
    }

    @Override
    public Answer<OptionValue> getsockopt(int fd, int level, int name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(OPTION_LENGTH, 8);
            MemorySegment length = arena.allocate(JAVA_INT);
            length.set(JAVA_INT, 0, OPTION_LENGTH);
            return answer(
                    result(arena, GETSOCKOPT, fd, level, name, memory.address(), length.address()),
                    r -> value(level, name, memory.asSlice(0, length.get(JAVA_INT, 0))));
        }
    }

    private static OptionValue value(int level, int name, MemorySegment value) {
        if (level == Linux.SOL_TCP && name == Linux.TCP_INFO) {
            return new OptionValue.Info(KernelTcpInfo.of(value));
        }
        if (level == Linux.SOL_SOCKET) {
            switch (name) {
                case Linux.SO_LINGER -> {
                    return new OptionValue.Linger(value.get(JAVA_INT, 0) != 0, value.get(JAVA_INT, 4));
                }
                case Linux.SO_RCVTIMEO, Linux.SO_SNDTIMEO -> {
                    return new OptionValue.Time(value.get(JAVA_LONG, 0), value.get(JAVA_LONG, 8));
                }
                default -> {}
            }
        }
        // A value below 256 may come as a single octet where a longer one was not asked for (IP_TOS).
        return new OptionValue.Number(value.byteSize() < 4 ? value.get(JAVA_BYTE, 0) & 0xFF : value.get(JAVA_INT, 0));
    }

    @Override
    public Answer<List<Integer>> poll(List<PollFd> asked, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = arena.allocate(8L * Math.max(1, asked.size()), 8);
            for (int i = 0; i < asked.size(); i++) {
                fds.set(JAVA_INT, 8L * i, asked.get(i).fd());
                fds.set(JAVA_SHORT, 8L * i + 4, (short) asked.get(i).events());
            }
            return answer(result(arena, POLL, fds.address(), (long) asked.size(), millis), r -> {
                List<Integer> ready = new ArrayList<>();
                for (int i = 0; i < asked.size(); i++) {
                    ready.add(fds.get(JAVA_SHORT, 8L * i + 6) & 0xFFFF);
                }
                return ready;
            });
        }
    }

    @Override
    public Call epollCreate1(int flags) {
        return call(EPOLL_CREATE1, flags);
    }

    @Override
    public Call epollCtl(int epfd, int operation, int fd, EpollEvent wanted) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(16, 8);
            event.set(JAVA_INT_UNALIGNED, 0, wanted.events());
            event.set(JAVA_LONG_UNALIGNED, EPOLL_DATA, wanted.data());
            return returned(result(arena, EPOLL_CTL, epfd, operation, fd, event.address()));
        }
    }

    @Override
    public Answer<List<EpollEvent>> epollWait(int epfd, int most, int millis) {
        int size = EPOLL_DATA + 8;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) size * Math.max(1, most), 8);
            return answer(result(arena, EPOLL_WAIT, epfd, events.address(), most, millis), r -> {
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
}
