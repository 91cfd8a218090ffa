package dev.sequent.stack.device;

import dev.sequent.stack.device.DeviceException.Reason;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of the kernel's: interfaces, addresses, sockets, sysctls of its own. It has no name; it lasts
 * until it is closed, and every thread that has entered it, every process of those and every socket in it is gone.
 *
 * <p>A namespace is a matter of threads: only what a thread does that has entered it happens in it, and what is started
 * there stays there.
 */
public final class KernelNamespace implements AutoCloseable {

    private final LibC libc = new LibC();
    private final int descriptor;
    private boolean closed;

    private KernelNamespace(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes a namespace; the calling thread stays where it is.
     *
     * @throws DeviceException if this is not Linux, or the user may not
     */
    public static KernelNamespace create() {
        return new KernelNamespace(onItsOwn("namespace", () -> {
            leave();
            LibC libc = new LibC();
            int fd = libc.open("/proc/thread-self/ns/net", LibC.O_RDONLY | LibC.O_CLOEXEC);
            if (fd < 0) {
                throw new DeviceException(
                        Reason.FAILED, "cannot hold on to a network namespace: /proc/thread-self: " + libc.error());
            }
            return fd;
        }));
    }

    /** Takes the calling thread to a new namespace, for good. */
    private static void leave() {
        if (!LibC.isSupported()) {
            throw new DeviceException(
                    Reason.NOT_AVAILABLE,
                    "network namespaces are Linux's and this system is " + System.getProperty("os.name"));
        }
        LibC libc = new LibC();
        if (libc.unshare(LibC.CLONE_NEWNET) < 0) {
            throw libc.errno() == LibC.EPERM
                    ? new DeviceException(
                            Reason.NOT_PERMITTED,
                            "cannot make a network namespace: it takes the capability CAP_SYS_ADMIN; run as root or within "
                                    + "'unshare -Urn'")
                    : new DeviceException(Reason.FAILED, "cannot make a network namespace: " + libc.error());
        }
    }

    /** Takes the calling thread into this namespace, for good. */
    public void enter() {
        LibC own = new LibC();
        if (own.setns(descriptor, LibC.CLONE_NEWNET) < 0) {
            throw new DeviceException(Reason.FAILED, "cannot enter a network namespace: " + own.error());
        }
    }

    /** Has a thread in this namespace do something, and waits for it. */
    public <T> T call(Callable<T> body) {
        return onItsOwn("in a namespace", () -> {
            enter();
            return body.call();
        });
    }

    private static <T> T onItsOwn(String name, Callable<T> body) {
        var task = new FutureTask<>(body);
        Thread.ofPlatform().daemon().name(name).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a thread in a namespace", e);
        }
    }

    /** Lets go of the namespace. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            libc.close(descriptor);
        }
    }
}
