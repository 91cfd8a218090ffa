package dev.sequent.packet.kernel;

import dev.sequent.packet.posix.PosixCalls;
import dev.sequent.packet.run.Address;
import dev.sequent.packet.run.OptionSetting;
import dev.sequent.packet.run.Reply;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Subject;
import dev.sequent.stack.device.KernelNamespace;
import dev.sequent.stack.posix.Errno;
import dev.sequent.stack.posix.KernelCalls;
import dev.sequent.stack.posix.Linux;
import dev.sequent.stack.posix.OptionValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The program that a script tells about: makes its system calls of the kernel. A call that may block has a thread of
 * its own; threads that are through with theirs take the next.
 *
 * <p>The kernel knows the descriptors of this whole process. Those that the script has not opened are none to it.
 */
final class KernelUser implements AutoCloseable {
    private static final Subject.Pending NO_DESCRIPTOR =
            () -> new Reply(-1, Errno.EBADF.number(), System.nanoTime(), Reply.NOTHING);
    /** No process has so many. */
    private static final int NEVER_OPEN = Integer.MAX_VALUE - 1;

    /** By their numbers in the kernel (include/net/tcp_states.h), as RFC 9293 calls them. */
    private static final List<String> STATES = List.of(
            "",
            "ESTABLISHED",
            "SYN-SENT",
            "SYN-RECEIVED",
            "FIN-WAIT-1",
            "FIN-WAIT-2",
            "TIME-WAIT",
            "CLOSED",
            "CLOSE-WAIT",
            "LAST-ACK",
            "LISTEN",
            "CLOSING",
            "SYN-RECEIVED");

    private static final String UNKNOWN = "";

    private final KernelCalls kernel = new KernelCalls();
    private final PosixCalls calls = new PosixCalls(kernel);
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final KernelNamespace namespace;
    private final Runnable returned;

    /** @param returned what to do when a call that has a thread of its own has returned; by that thread */
    KernelUser(KernelNamespace namespace, Runnable returned) {
        this.namespace = namespace;
        this.returned = returned;
        this.threads = Executors.newCachedThreadPool(
                task -> Thread.ofPlatform().daemon().name("sequent-packet-call").unstarted(task));
        // The first thread is there before its first call is.
        threads.execute(() -> {});
    }

    /** A call with a thread of its own. */
    private static final class Underway implements Subject.Pending {
        private volatile Subject.@Nullable Pending made;
        private volatile @Nullable RuntimeException failure;

        @Override
        public @Nullable Reply reply() {
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            Subject.Pending pending = made;
            return pending == null ? null : pending.reply();
        }
    }

    Subject.Pending call(Request request) {
        return switch (request) {
            case Request.Socket r -> opened(r, namespace.call(() -> calls.make(r)));
            case Request.Accept r -> threaded(r.fd(), r);
            case Request.Connect r -> threaded(r.fd(), r);
            case Request.Receive r -> threaded(r.fd(), r);
            case Request.Send r -> threaded(r.fd(), r);
            case Request.Close r -> threaded(r.fd(), r);
            case Request.Poll r -> threaded(known(r));
            case Request.EpollWait r -> threaded(r.epoll(), r);
            case Request.Bind r -> direct(r.fd(), r);
            case Request.Listen r -> direct(r.fd(), r);
            case Request.Shutdown r -> direct(r.fd(), r);
            case Request.Fcntl r -> direct(r.fd(), r);
            case Request.Ioctl r -> direct(r.fd(), r);
            case Request.GetOption r -> direct(r.fd(), r);
            case Request.SetOption r -> direct(r.fd(), r);
            case Request.LocalName r -> direct(r.fd(), r);
            case Request.RemoteName r -> direct(r.fd(), r);
            case Request.EpollCreate r -> opened(r, calls.make(r));
            case Request.EpollControl r -> open.contains(r.fd()) ? direct(r.epoll(), r) : NO_DESCRIPTOR;
        };
    }

    private Request known(Request.Poll poll) {
        return new Request.Poll(
                poll.interests().stream()
                        .map(i ->
                                i.fd() < 0 || open.contains(i.fd()) ? i : new Request.Interest(NEVER_OPEN, i.events()))
                        .toList(),
                poll.timeout());
    }

    /** One that never blocks. */
    private Subject.Pending direct(int fd, Request request) {
        return open.contains(fd) ? calls.make(request) : NO_DESCRIPTOR;
    }

    private Subject.Pending threaded(int fd, Request request) {
        if (!open.contains(fd)) {
            return NO_DESCRIPTOR;
        }
        if (request instanceof Request.Close) {
            open.remove(fd);
        }
        return threaded(request);
    }

    private Subject.Pending threaded(Request request) {
        var underway = new Underway();
        threads.execute(() -> {
            try {
                underway.made = opened(request, calls.make(request));
            } catch (RuntimeException e) {
                underway.failure = e;
            }
            returned.run();
        });
        return underway;
    }

    /** The state of a connection, if the script has a descriptor of it. */
    Optional<String> state(Address remote, int localPort) {
        for (int fd : open) {
            if (remote.equals(name(new Request.RemoteName(fd)))
                    && name(new Request.LocalName(fd)) instanceof Address local
                    && local.port() == localPort
                    && out(new Request.GetOption(fd, Linux.SOL_TCP, Linux.TCP_INFO))
                            instanceof Reply.Out.Option(OptionSetting.Info info)) {
                int state = Math.toIntExact(info.fields().getOrDefault("tcpi_state", 0L));
                return state < STATES.size() ? Optional.of(STATES.get(state)) : Optional.empty();
            }
        }
        return Optional.of(UNKNOWN);
    }

    private @Nullable Address name(Request request) {
        return out(request) instanceof Reply.Out.Name(Address address) ? address : null;
    }

    private Reply.@Nullable Out out(Request request) {
        Reply reply = calls.make(request).reply();
        return reply == null ? null : reply.out();
    }

    private Subject.Pending opened(Request request, Subject.Pending made) {
        Reply reply = made.reply();
        boolean opens = request instanceof Request.Socket
                || request instanceof Request.Accept
                || request instanceof Request.EpollCreate;
        if (opens && reply != null && reply.value() >= 0) {
            open.add((int) reply.value());
        }
        return made;
    }

    /** Closes what the script has left open, so that nothing of it goes on, and whatever is blocked returns. */
    @Override
    public void close() {
        for (int fd : open) {
            kernel.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, new OptionValue.Linger(true, 0));
            kernel.shutdown(fd, Linux.SHUT_RDWR);
        }
        open.forEach(kernel::close);
        threads.shutdown();
    }
}
