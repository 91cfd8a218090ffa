package dev.sequent.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A stack that runs in real time. Every method may be called from any thread. */
public interface RunningStack extends AutoCloseable {

    /**
     * Why a stack has ended.
     *
     * @param wanted whether it was closed from here
     * @param gone whether its device has vanished
     */
    record End(boolean wanted, boolean gone, String message) {}

    /** A connection of the stack, as a pair of streams. */
    interface Pipe extends AutoCloseable {
        InputStream in();

        OutputStream out();

        /** Says that no more will be sent. */
        void finish() throws IOException;

        /** Waits until the remote has acknowledged everything that was sent, or the connection is gone. */
        void awaitDelivery() throws IOException;

        @Override
        void close();
    }

    /** Our MAC address, as people write it. */
    String mac();

    /** Octets of the largest packet of the link. */
    int mtu();

    /**
     * Listeners and connections as {@code ss -tan} would list them; below, faults of the specification if there were
     * any.
     */
    String table();

    /** The same, with what the specification lets be observed below each connection, as {@code ss -tani} has it. */
    String tableWithInfo();

    /** One JSON object: who and where, parameters, connections, counters. */
    String json();

    /** The state after frame {@code number} (from 1) of the {@linkplain RunRequest#watched watched} connection. */
    Optional<String> stateAfterFrame(int number);

    /**
     * Opens a connection.
     *
     * @param timeoutMillis how long to try at most; 0: as long as the specification does
     * @throws IOException if it is refused, nobody answers in time, or the stack has ended
     */
    Pipe connect(String host, int port, int timeoutMillis) throws IOException;

    CompletableFuture<End> ended();

    /** Ends it: remotes are told, the capture is written, the TAP is removed. Returns when that is done. Idempotent. */
    @Override
    void close();
}
