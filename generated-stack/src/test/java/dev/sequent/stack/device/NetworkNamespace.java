package dev.sequent.stack.device;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace for as long as a thread runs: the threads and processes that it starts are in it, too, and with
 * the last of them and of their sockets it vanishes with all that is in it.
 */
public final class NetworkNamespace {

    private NetworkNamespace() {}

    /** Runs the body in a thread in a namespace of its own; skips the test, saying why, where this is not possible. */
    public static <T> T call(Callable<T> body) throws Exception {
        Assumptions.assumeTrue(LibC.isSupported(), "TAP devices and namespaces are Linux's");
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/dev/net/tun")),
                "/dev/net/tun is missing or not readable for this user: run as root");
        FutureTask<T> task = new FutureTask<>(() -> {
            enterNew();
            return body.call();
        });
        Thread thread = new Thread(task, "namespace");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    private static void enterNew() {
        try (KernelNamespace made = KernelNamespace.create()) {
            made.enter();
        } catch (DeviceException e) {
            Assumptions.abort("this user may not make network namespaces: run as root");
        }
    }
}
