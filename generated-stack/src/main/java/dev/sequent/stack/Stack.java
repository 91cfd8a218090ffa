package dev.sequent.stack;

import dev.sequent.runtime.Trace;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.DeviceGoneException;
import dev.sequent.stack.ip.Ipv4Layer;
import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.ParameterOverrides;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.TcpLayer;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.MacAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A host: IPv4 and the generated TCP over one device, with one event loop.
 *
 * <p>In real time {@link #start} gives the loop a thread of its own, which sleeps when there is nothing to do. In
 * virtual time, the code that moves the clock calls {@link #poll} instead, and one thread does everything; then only
 * methods that do not wait can be used.
 */
public final class Stack implements AutoCloseable {

    /**
     * Frames taken from the device before timers and users get their turn: more than a window of segments, at most a
     * millisecond's worth.
     */
    private static final int BATCH = 256;

    /**
     * Tasks done in one turn; more than that has made the queue long, and is rare enough to start again with a short
     * one.
     */
    private static final int MUCH_WORK = 4_096;

    /** How long the loop looks for more to do before it goes to sleep: waking up takes longer than most answers. */
    private static final long SPIN_NANOS = 50_000;

    /** Created in advance: when memory has run out, there is none to create it from. */
    private static final StackEnd FAILED =
            new StackEnd(StackEnd.Reason.FAILED, "the stack failed, which is a fault of its own");

    private final Device device;
    private final Clock clock;
    private final StackConfiguration configuration;
    private final TimerWheel wheel = new TimerWheel();
    private final Ipv4Layer ip;
    private final TcpLayer tcp;

    private final Object workLock = new Object();
    private ArrayDeque<Runnable> work = new ArrayDeque<>();
    private ArrayDeque<Runnable> workAtHand = new ArrayDeque<>();
    /** Set with the lock held; read without it by the loop, which then looks again with it. */
    private volatile boolean workPosted;

    private volatile boolean closing;
    private volatile @Nullable Thread loop;
    private final CompletableFuture<StackEnd> ended = new CompletableFuture<>();

    private long now;
    private boolean busy;
    private boolean announced;

    /**
     * A stack that does nothing yet.
     *
     * @param device closed with the stack
     * @param clock also the one by which the device delays frames
     * @throws IllegalArgumentException if a parameter's name is unknown, or the MTU does not fit the device
     */
    public Stack(Device device, Clock clock, StackConfiguration configuration) {
        this(device, clock, configuration, Laboratory.none());
    }

    /** The same for an experiment. */
    public Stack(Device device, Clock clock, StackConfiguration configuration, Laboratory laboratory) {
        this.device = device;
        this.clock = clock;
        this.configuration = configuration;
        this.now = clock.nanos();
        this.ip = new Ipv4Layer(device, configuration.ip(), wheel);
        this.tcp = new TcpLayer(
                ip,
                wheel,
                ParameterOverrides.apply(configuration.parameters(), ip.parameters()),
                configuration.secrets(),
                laboratory.sequenceNumbers(),
                new Host(laboratory.trace()));
        ip.register(tcp);
        ip.onClaim(mac -> configuration
                .log()
                .accept(ip.address() + " is ours, and the station " + MacAddress.format(mac)
                        + " claims it, too: connections will break until one of the two has another address"));
    }

    private final class Host implements TcpLayer.Host {
        private final Trace trace;

        Host(Trace trace) {
            this.trace = trace;
        }

        @Override
        public Trace trace() {
            return trace;
        }

        @Override
        public void post(Runnable task) {
            Stack.this.post(task);
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void log(String line) {
            configuration.log().accept(line);
        }
    }

    // ---------------------------------------------------------------- the loop

    /**
     * One turn: takes what has arrived, tells connections that the batch is over, expires timers, does what users have
     * asked for.
     *
     * @return when the next turn is due at the latest, {@link Clock#NEVER} if only a frame or a user can cause one; the
     *     time that was given, or an earlier one, if there is more to do at once
     * @throws DeviceException if the device failed; {@link DeviceGoneException} if it is gone
     */
    public long poll(long time) {
        now = time;
        if (!announced) {
            announced = true;
            ip.announce();
        }
        int frames = ip.poll(now, BATCH);
        tcp.endOfBatch(now);
        int expired = wheel.advance(now);
        int done = doWork();
        busy = frames + expired + done > 0;
        if (frames == BATCH) {
            return now;
        }
        return nextDeadline();
    }

    /** When the next turn is due, as {@link #poll} returns it. */
    public long nextDeadline() {
        return workPosted || ip.hasLooped() ? now : Math.min(wheel.nextDeadline(), device.nextDeadline());
    }

    private int doWork() {
        if (!workPosted) {
            return 0;
        }
        synchronized (workLock) {
            ArrayDeque<Runnable> posted = work;
            work = workAtHand;
            workAtHand = posted;
            workPosted = false;
        }
        int done = 0;
        Runnable task;
        while ((task = workAtHand.pollFirst()) != null) {
            task.run();
            done++;
        }
        if (done > MUCH_WORK) {
            workAtHand = new ArrayDeque<>();
        }
        return done;
    }

    /** Gives the loop a thread of its own. */
    public void start() {
        Thread thread = new Thread(this::run, "sequent-" + device.name());
        thread.setDaemon(true);
        loop = thread;
        thread.start();
    }

    /** Runs the loop on this thread until the stack is closed, the device is gone or something fails. */
    public void run() {
        loop = Thread.currentThread();
        StackEnd end = FAILED;
        try {
            loop();
            end = new StackEnd(StackEnd.Reason.CLOSED, "the stack was closed");
        } catch (DeviceGoneException e) {
            end = new StackEnd(StackEnd.Reason.DEVICE_GONE, String.valueOf(e.getMessage()));
        } catch (DeviceException e) {
            end = new StackEnd(StackEnd.Reason.FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            end = new StackEnd(StackEnd.Reason.FAILED, "the stack failed, which is a fault of its own: " + e);
            configuration.log().accept(trace(e));
        } finally {
            finish(end); // Even when memory has run out and there is none left to say so.
        }
    }

    private void loop() {
        long idleSince = clock.nanos();
        while (!closing) {
            long time = clock.nanos();
            long deadline = poll(time);
            if (busy) {
                idleSince = time;
            } else if (time - idleSince < SPIN_NANOS) {
                Thread.yield(); // Where all processors are busy, the thread we wait for may need this one.
            } else if (deadline > time) {
                device.await(deadline == Clock.NEVER ? Clock.NEVER : deadline - time);
                idleSince = clock.nanos();
            }
        }
    }

    private static String trace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    /** Ends everything, in the order that leaves nobody waiting. */
    private void finish(StackEnd end) {
        try {
            shutDown(end);
        } finally {
            try {
                closeDevice();
            } finally {
                synchronized (workLock) {
                    ended.complete(end);
                }
                doWork(); // Whoever posted before the end still waits for it to be done.
            }
        }
    }

    private void shutDown(StackEnd end) {
        String message = end.message();
        try {
            doWork();
            tcp.shutDown(
                    now, new TcpFailure(TcpFailure.Kind.STACK_ENDED, message), end.reason() == StackEnd.Reason.CLOSED);
        } catch (RuntimeException e) {
            configuration.log().accept("while the stack was ending: " + e);
            tcp.shutDown(now, new TcpFailure(TcpFailure.Kind.STACK_ENDED, message), false);
        }
    }

    private void closeDevice() {
        try {
            device.close();
        } catch (RuntimeException e) {
            configuration.log().accept(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    // ---------------------------------------------------------------- from any thread

    /** Runs something on the loop, soon; at once, on this thread, if the stack has ended. */
    public void post(Runnable task) {
        synchronized (workLock) {
            if (!ended.isDone()) {
                work.addLast(task);
                workPosted = true;
                task = null;
            }
        }
        if (task != null) {
            task.run();
        } else {
            Thread thread = loop;
            if (thread != null && thread != Thread.currentThread()) {
                device.wakeup();
            }
        }
    }

    /**
     * Tells people, on a line of its own, what went wrong that ends only a connection; see
     * {@link StackConfiguration#log}.
     */
    public void log(String line) {
        configuration.log().accept(line);
    }

    /** Runs something on the loop and waits for the answer; what it throws is thrown here. */
    public <T> T ask(Supplier<T> question) {
        if (loop == null || loop == Thread.currentThread()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            } catch (Error e) {
                answer.completeExceptionally(e);
                throw e; // It concerns the stack, not only the caller.
            }
        });
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Begins to listen; see {@link TcpLayer#listen}.
     *
     * @throws IllegalStateException if the stack has ended
     */
    public TcpListener listen(int port, int backlog) {
        return ask(() -> {
            checkRunning();
            return tcp.listen(port, backlog);
        });
    }

    /** Opens a connection; see {@link TcpLayer#connect}. */
    public TcpConnection connect(Endpoint remote, int localPort) {
        return connect(remote, localPort, user -> {});
    }

    /** Opens a connection with the caller's options; see {@link TcpLayer#connect}. */
    public TcpConnection connect(Endpoint remote, int localPort, Consumer<UserOptions> options) {
        return ask(() -> {
            checkRunning();
            now = Math.max(now, clock.nanos());
            return tcp.connect(now, remote, localPort, options);
        });
    }

    private void checkRunning() {
        if (ended.isDone()) {
            throw new IllegalStateException(
                    "the stack has come to its end: " + ended.join().message());
        }
    }

    /** Listeners and connections as {@code ss -tan} would list them. */
    public List<ConnectionInfo> connections() {
        return connections(false);
    }

    /** The same; with all that the specification lets be observed, if wanted, as {@code ss -tani} would list them. */
    public List<ConnectionInfo> connections(boolean observed) {
        List<ConnectionInfo> all = ask(() -> tcp.snapshot(clock.nanos(), observed));
        all.sort(ConnectionInfo.ORDER);
        return all;
    }

    /**
     * For what is to happen on the loop at a certain time; its deadlines are those of the stack's clock. On the loop.
     */
    public TimerWheel timers() {
        return wheel;
    }

    public TcpLayer tcp() {
        return tcp;
    }

    public Ipv4Layer ip() {
        return ip;
    }

    public Device device() {
        return device;
    }

    /** Completed when the stack has ended. */
    public CompletableFuture<StackEnd> ended() {
        return ended;
    }

    /** Whether this is the thread of the loop, which must not wait. */
    public boolean onLoop() {
        return loop == Thread.currentThread();
    }

    /**
     * Closes the stack: remotes are told, waiting threads are woken, the device is given back. Returns when that is
     * done. Idempotent.
     */
    @Override
    public void close() {
        Thread thread = loop;
        if (thread == null) {
            if (!ended.isDone()) {
                finish(new StackEnd(StackEnd.Reason.CLOSED, "the stack was closed"));
            }
            return;
        }
        closing = true;
        if (thread != Thread.currentThread()) {
            device.wakeup();
            ended.join();
        }
    }
}
