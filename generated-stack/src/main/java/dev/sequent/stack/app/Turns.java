package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Serves a connection without a waiting thread: whenever there is something to read, a thread is started, deals with
 * all of it and ends. So an idle connection has neither a stack nor a buffer.
 */
final class Turns {

    /** Told that the last turn is over. */
    @FunctionalInterface
    interface End {
        /**
         * @param failure why the connection can no longer be served; null if the remote has finished sending, or it was
         *     closed here
         */
        void ended(@Nullable Throwable failure);
    }

    private final TcpSocket socket;
    private final Handler turn;
    private final End end;
    /** How often there was something to read since the running thread last looked; 0 if none runs. */
    private final AtomicInteger due = new AtomicInteger();

    private boolean over;

    private Turns(TcpSocket socket, Handler turn, End end) {
        this.socket = socket;
        this.turn = turn;
        this.end = end;
    }

    /** @param turn reads what is there, and returns when there is no more for now */
    static void begin(TcpSocket socket, Handler turn, End end) {
        Turns turns = new Turns(socket, turn, end);
        socket.onReadable(turns::readable);
    }

    private void readable() {
        if (due.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::run);
        }
    }

    /** One thread at a time runs this, and each sees what the one before has done. */
    private void run() {
        int seen;
        do {
            seen = due.get();
            if (!over) {
                take();
            }
        } while (!due.compareAndSet(seen, 0));
    }

    private void take() {
        Throwable failure = null;
        try {
            turn.serve(socket);
            over = socket.isAtEnd();
        } catch (Throwable e) { // Even an Error is the end of this connection, and of no other.
            failure = e;
            over = true;
        }
        if (over) {
            end.ended(failure);
        }
    }
}
