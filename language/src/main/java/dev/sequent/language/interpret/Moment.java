package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr.Arithmetic.Op;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Times;
import java.util.OptionalInt;

/**
 * What is known about a point in time: when it is; only that it lies before some moment; or that it was never set. In a
 * machine it is one number, see {@link Times}.
 */
sealed interface Moment {
    record At(long when) implements Moment {}

    record Before(long bound) implements Moment {}

    record Never() implements Moment {}

    static Moment of(long number) {
        return number == Times.NEVER
                ? new Never()
                : Times.known(number) ? new At(number) : new Before(Times.bound(number));
    }

    default long number() {
        return switch (this) {
            case At at -> at.when();
            case Before before -> Times.before(before.bound());
            case Never never -> Times.NEVER;
        };
    }

    default Moment aged(long elapsed, long horizon) {
        return switch (this) {
            case At at when at.when() - elapsed >= horizon -> new At(at.when() - elapsed);
            case At at -> new Before(horizon);
            case Before before -> new Before(Math.max(horizon, before.bound() - elapsed));
            case Never never -> never;
        };
    }

    /** Negative: earlier than the other. */
    default int order(Moment other) {
        return decided(other).orElseThrow(Moment::unknown);
    }

    private OptionalInt decided(Moment other) {
        return switch (this) {
            case Never never -> OptionalInt.of(other instanceof Never ? 0 : -1);
            case At at ->
                switch (other) {
                    case At that -> OptionalInt.of(Long.compare(at.when(), that.when()));
                    case Before that -> that.bound() <= at.when() ? OptionalInt.of(1) : OptionalInt.empty();
                    case Never never -> OptionalInt.of(1);
                };
            case Before before ->
                switch (other) {
                    case At that -> before.bound() <= that.when() ? OptionalInt.of(-1) : OptionalInt.empty();
                    case Before that -> OptionalInt.empty();
                    case Never never -> OptionalInt.of(1);
                };
        };
    }

    /** Compares this minus the other with a duration; negative: the difference is shorter. */
    default int order(Moment other, long length) {
        if (this instanceof At at && other instanceof At that) {
            return Long.compare(Exact.apply(Op.SUB, at.when(), that.when()), length);
        }
        boolean longer = other instanceof Never && !(this instanceof Never)
                || this instanceof At at && other instanceof Before that && at.when() - that.bound() >= length;
        if (longer) {
            return 1;
        }
        throw unknown();
    }

    default long minus(Moment other) {
        if (this instanceof At at && other instanceof At that) {
            return Exact.apply(Op.SUB, at.when(), that.when());
        }
        throw unknown();
    }

    /** @param op ADD or SUB */
    default Moment moved(Op op, long length) {
        return switch (this) {
            case At at -> {
                long when = Exact.apply(op, at.when(), length);
                yield exact(when);
            }
            case Before before -> {
                long by = op == Op.ADD ? length : Exact.negate(length);
                var moved = new Before(Math.max(1, Exact.apply(Op.ADD, before.bound(), by)));
                if (Times.known(moved.number())) {
                    throw new Fault(-1, "a time this far ahead does not fit");
                }
                yield moved;
            }
            case Never never -> never;
        };
    }

    private static Moment exact(long when) {
        if (!Times.known(when)) {
            throw new Fault(-1, "a time this long ago does not fit");
        }
        return new At(when);
    }

    default Moment earlier(Moment other) {
        if (this instanceof Never || other instanceof Never) {
            return new Never();
        }
        if (this instanceof At && other instanceof At) {
            return order(other) <= 0 ? this : other;
        }
        return new Before(Math.min(end(), other.end()));
    }

    private long end() {
        return switch (this) {
            case At at -> at.when() + 1;
            case Before before -> before.bound();
            case Never never -> throw new IllegalStateException("it has none");
        };
    }

    default Moment later(Moment other) {
        return order(other) >= 0 ? this : other;
    }

    /** When a timer that is started at this time is due. */
    default long due(long now) {
        return switch (this) {
            case At at -> at.when();
            case Before before when before.bound() > now -> throw unknown();
            case Before before -> now;
            case Never never -> now;
        };
    }

    private static Fault unknown() {
        return new Fault(-1, "a time was never set, or lies further back than the check looks, and how far decides");
    }
}
