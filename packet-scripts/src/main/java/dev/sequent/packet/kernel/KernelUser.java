package dev.sequent.packet.kernel;

import dev.sequent.packet.posix.PosixCalls;
import dev.sequent.packet.run.Reply;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Subject;
import dev.sequent.stack.device.KernelNamespace;
import dev.sequent.stack.posix.Errno;
import dev.sequent.stack.posix.KernelCalls;
import dev.sequent.stack.posix.Linux;
import dev.sequent.stack.posix.OptionValue;
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
            case Request.ReceiveMessage r -> threaded(r.fd(), r);
            case Request.Send r -> threaded(r.fd(), r);
            case Request.Close r -> threaded(r.fd(), r);
            case Request.Poll r -> r.timeout() == 0 ? calls.make(known(r)) : threaded(known(r));
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
        return blocks(fd, request) ? threaded(request) : opened(request, calls.make(request));
    }

    /** Lingering is all that blocks a socket that must not. */
    private boolean blocks(int fd, Request request) {
        return request instanceof Request.Close
                || (kernel.fcntl(fd, Linux.F_GETFL, 0).result().value() & Linux.O_NONBLOCK) == 0;
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
