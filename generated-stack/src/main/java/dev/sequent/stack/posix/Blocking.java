package dev.sequent.stack.posix;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Timer;
import dev.sequent.stack.time.TimerWheel;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How calls wait: what a call wants is tried again whenever there is news, until it works or the time is up. */
final class Blocking {

    /** No waiting at all. */
    static final long NOT = 0;

    private final Clock clock;
    private final TimerWheel timers;
    private final Descriptors descriptors;

    Blocking(Clock clock, TimerWheel timers, Descriptors descriptors) {
        this.clock = clock;
        this.timers = timers;
        this.descriptors = descriptors;
    }

    long now() {
        return clock.nanos();
    }

    /** One try. */
    interface Attempt {
        /** @return the call's result; null if it has to wait */
        @Nullable
        Result make() throws CallFailed;
    }

    /**
     * Makes a call.
     *
     * @param patience how long it may wait, in nanoseconds: {@link #NOT}, or {@link Clock#NEVER} for as long as it
     *     takes
     * @param sources where the news comes from that is worth another try
     * @param late its result when the time is up
     */
    <C extends Call> C start(C call, long patience, List<News> sources, Attempt attempt, Supplier<Result> late) {
        Result first = attempt(attempt);
        if (first != null) {
            call.returns(first, now());
        } else if (patience == NOT) {
            call.returns(late.get(), now());
        } else {
            new Wait(call, sources, attempt, late).begin(patience);
        }
        return call;
    }

    /** Makes a call that never waits. */
    <C extends Call> C atOnce(C call, Attempt attempt) {
        return start(call, NOT, List.of(), attempt, () -> {
            throw new IllegalStateException("the call never waits");
        });
    }

    /** What a call does with its socket: it has it return, or starts it. */
    interface Body {
        void run(StreamSocket socket) throws CallFailed;
    }

    /** Makes a call of a socket. */
    <C extends Call> C on(C call, int fd, Body body) {
        try {
            body.run(descriptors.socket(fd));
        } catch (CallFailed e) {
            call.returns(Result.failed(e.errno()), now());
        }
        return call;
    }

    private static @Nullable Result attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (CallFailed e) {
            return Result.failed(e.errno());
        }
    }

    private final class Wait {

        private final Call call;
        private final List<News> sources;
        private final Attempt attempt;
        private final IntConsumer again = what -> again();
        private final Timer timer;
        private boolean trying;

        Wait(Call call, List<News> sources, Attempt attempt, Supplier<Result> late) {
            this.call = call;
            this.sources = sources;
            this.attempt = attempt;
            this.timer = new Timer(now -> end(late.get()));
        }

        void begin(long patience) {
            sources.forEach(source -> source.add(again));
            if (patience < Clock.NEVER - now()) {
                timers.start(timer, now() + patience);
            }
        }

        private void again() {
            if (trying) {
                return; // What it does is news, too.
            }
            trying = true;
            Result result = attempt(attempt);
            trying = false;
            if (result != null) {
                end(result);
            }
        }

        private void end(Result result) {
            sources.forEach(source -> source.remove(again));
            timers.stop(timer);
            call.returns(result, now());
        }
    }
}
