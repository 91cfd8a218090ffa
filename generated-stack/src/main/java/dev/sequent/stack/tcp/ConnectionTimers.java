package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Timer;
import dev.sequent.stack.time.TimerWheel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a connection's machine, by their ordinals, on the stack's wheel: each is created when it is first
 * started. Used by the loop.
 */
final class ConnectionTimers {

    /** The receiver of timeouts. */
    interface TimedOut {

        /**
         * A timer has run out.
         *
         * @param event tells the machine which
         * @param now in nanoseconds, on the stack's clock
         */
        void timeout(Trigger event, long now);
    }

    private static final Trigger[] EVENTS = IntStream.range(0, Binding.TIMERS)
            .mapToObj(
                    timer -> (Trigger) (connection, now) -> connection.machine().timeout(timer, now))
            .toArray(Trigger[]::new);

    private final TimerWheel wheel;
    private final TimedOut timedOut;
    private final @Nullable Timer[] timers = new @Nullable Timer[Binding.TIMERS];

    ConnectionTimers(TimerWheel wheel, TimedOut timedOut) {
        this.wheel = wheel;
        this.timedOut = timedOut;
    }

    void start(int timer, long at) {
        Timer running = timers[timer];
        if (running == null) {
            running = new Timer(now -> timedOut.timeout(EVENTS[timer], now));
            timers[timer] = running;
        }
        wheel.start(running, Math.min(Math.max(at, 0), Clock.NEVER - 1));
    }

    void stop(int timer) {
        Timer running = timers[timer];
        if (running != null) {
            wheel.stop(running);
        }
    }

    void stopAll() {
        for (int i = 0; i < timers.length; i++) {
            stop(i);
        }
    }

    /** As {@link TcpConnection#expire}. */
    boolean expire(String name, long now) {
        int ordinal = Arrays.asList(Connection.TIMERS).indexOf(name);
        Timer running = ordinal < 0 ? null : timers[ordinal];
        return running != null && wheel.expire(running, now);
    }

    List<ConnectionInfo.RunningTimer> running(long now) {
        List<ConnectionInfo.RunningTimer> running = new ArrayList<>();
        for (int i = 0; i < timers.length; i++) {
            Timer timer = timers[i];
            if (timer != null && timer.isRunning()) {
                running.add(new ConnectionInfo.RunningTimer(Connection.TIMERS[i], Math.max(0, timer.deadline() - now)));
            }
        }
        return running;
    }
}
