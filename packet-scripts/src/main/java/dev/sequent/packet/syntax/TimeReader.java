package dev.sequent.packet.syntax;

import dev.sequent.packet.script.EventTime;
import dev.sequent.packet.script.ScriptPrinter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;

/** Reads the times of a script's events, one after the other, and sees to it that they do not go back. */
final class TimeReader {
    private static final int DECIMALS = 9;
    private static final long YEAR = 365L * 24 * 3600 * 1_000_000_000L;

    private final List<Problem> problems;
    /** No event from here on is earlier, in nanoseconds. */
    private long reached;

    TimeReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param ofCall whether what happens then is a system call */
    Optional<EventTime> read(PacketScriptParser.TimeContext tree, boolean ofCall) {
        return switch (tree) {
            case PacketScriptParser.AnyTimeContext ignored -> Optional.of(new EventTime.Any());
            case PacketScriptParser.RelativeTimeContext time ->
                read(
                        true,
                        time.start,
                        time.until,
                        time.end,
                        time.ELLIPSIS() == null ? null : time.ELLIPSIS().getSymbol(),
                        ofCall);
            case PacketScriptParser.AbsoluteTimeContext time ->
                read(
                        false,
                        time.start,
                        time.until,
                        time.end,
                        time.ELLIPSIS() == null ? null : time.ELLIPSIS().getSymbol(),
                        ofCall);
            default -> throw new IllegalStateException(tree.getClass().getName());
        };
    }

    private Optional<EventTime> read(
            boolean relative,
            PacketScriptParser.SecondsContext start,
            PacketScriptParser.@org.jspecify.annotations.Nullable SecondsContext until,
            PacketScriptParser.@org.jspecify.annotations.Nullable SecondsContext end,
            @org.jspecify.annotations.Nullable Token dots,
            boolean ofCall) {
        OptionalLong from = nanos(start);
        PacketScriptParser.SecondsContext second = until != null ? until : end;
        OptionalLong to = second == null ? from : nanos(second);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        long a = from.getAsLong();
        long b = to.getAsLong();
        if (b < a && second != null) {
            problems.add(Messages.emptyRange(second.getStart()));
            return Optional.empty();
        }
        if (dots != null && !ofCall) {
            problems.add(Messages.onlyCallsBlock(dots));
            return Optional.empty();
        }
        if (!relative && b < reached) {
            problems.add(
                    Messages.backwards(start.getStart(), ScriptPrinter.seconds(b), ScriptPrinter.seconds(reached)));
            return Optional.empty();
        }
        reached = Math.max(reached, relative ? reached + a : a);
        if (until != null) {
            return Optional.of(new EventTime.Range(relative, a, b));
        }
        if (end != null) {
            return Optional.of(new EventTime.Blocking(relative, a, b));
        }
        return Optional.of(relative ? new EventTime.Relative(a) : new EventTime.Absolute(a));
    }

    private OptionalLong nanos(PacketScriptParser.SecondsContext tree) {
        BigDecimal seconds = new BigDecimal(tree.getText());
        if (seconds.signum() < 0) {
            problems.add(Messages.negativeTime(tree.getStart()));
            return OptionalLong.empty();
        }
        BigDecimal nanos = seconds.movePointRight(DECIMALS).stripTrailingZeros();
        if (nanos.scale() > 0 || nanos.compareTo(BigDecimal.valueOf(YEAR)) > 0) {
            problems.add(Messages.tooFine(tree.getStart()));
            return OptionalLong.empty();
        }
        return OptionalLong.of(nanos.longValueExact());
    }
}
