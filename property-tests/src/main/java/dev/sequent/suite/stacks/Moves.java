package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Setting;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** How runs with foreign remotes are drawn: which moves come how often makes the character of a remote. */
final class Moves {
    private static final int MOST = 40;

    private final List<Tuple.Tuple2<Integer, Arbitrary<Move>>> kinds = new ArrayList<>();

    // ---------------------------------------------------------------- numbers

    /** Around 0, and around the edge of a window. */
    private static Arbitrary<Integer> offsets() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(0)),
                Tuple.of(3, Arbitraries.integers().between(-40, 40)),
                Tuple.of(2, Arbitraries.integers().between(-3_000, 3_000)),
                Tuple.of(1, Arbitraries.integers().between(64_000, 67_000)),
                Tuple.of(1, Arbitraries.integers()));
    }

    private static Arbitrary<Integer> lengths() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 20)),
                Tuple.of(2, Arbitraries.integers().between(1, 1_460)),
                Tuple.of(1, Arbitraries.of(0)));
    }

    private static Arbitrary<Integer> windows() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 3)),
                Tuple.of(3, Arbitraries.integers().between(0, 3_000)),
                Tuple.of(2, Arbitraries.of(65_535, 32_768, 1_460)));
    }

    private static Arbitrary<Integer> percent() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(100, 0)),
                Tuple.of(2, Arbitraries.integers().between(0, 100)));
    }

    private static final Arbitrary<Integer> NOTHING = Arbitraries.just(0);

    private Moves with(int often, Move.Kind kind, Arbitrary<Integer> a, Arbitrary<Integer> b, Arbitrary<Integer> c) {
        kinds.add(Tuple.of(often, Combinators.combine(a, b, c).as((x, y, z) -> new Move(kind, x, y, z))));
        return this;
    }

    // ---------------------------------------------------------------- characters

    /** What every remote and every user does. */
    private static Moves usual() {
        return new Moves()
                .with(4, Move.Kind.ACK, percent(), NOTHING, NOTHING)
                .with(4, Move.Kind.TEXT, NOTHING, lengths(), NOTHING)
                .with(4, Move.Kind.WRITE, NOTHING, Arbitraries.integers().between(1, 6_000), NOTHING)
                .with(2, Move.Kind.READ, NOTHING, Arbitraries.integers().between(1, 70_000), NOTHING)
                .with(3, Move.Kind.WAIT, Plans.below(20_000, 300), NOTHING, NOTHING);
    }

    /** Of a receiver that does what it wants with its window, and with its acknowledgments. */
    static Moves ofWindows() {
        return usual().with(6, Move.Kind.WINDOW, windows(), percent(), NOTHING)
                .with(2, Move.Kind.ACK_BEYOND, Plans.below(100_000, 10), NOTHING, NOTHING)
                .with(2, Move.Kind.ACK_OLD, Plans.below(70_000, 100), NOTHING, NOTHING)
                .with(1, Move.Kind.SHUT_DOWN, NOTHING, NOTHING, NOTHING)
                .with(
                        1,
                        Move.Kind.REPORT,
                        Plans.below(3_000, 10),
                        Arbitraries.integers().between(0, 1_500),
                        Arbitraries.just(4));
    }

    /** Of a sender that sends anything, anywhere, again, and otherwise. */
    static Moves ofText() {
        return usual().with(
                        8,
                        Move.Kind.TEXT,
                        offsets(),
                        lengths(),
                        Arbitraries.integers().between(0, 1))
                .with(2, Move.Kind.FIN, offsets(), lengths(), NOTHING)
                .with(2, Move.Kind.URGENT, offsets(), lengths(), Plans.below(65_535, 20))
                .with(1, Move.Kind.SHUT_DOWN, NOTHING, NOTHING, NOTHING);
    }

    /** Of somebody off the path, or out of his mind. */
    static Moves ofInjections() {
        return usual().with(4, Move.Kind.RST, offsets(), NOTHING, NOTHING)
                .with(
                        4,
                        Move.Kind.SYN,
                        offsets(),
                        NOTHING,
                        Arbitraries.integers().between(0, 1))
                .with(
                        6,
                        Move.Kind.ANY,
                        offsets(),
                        offsets(),
                        Arbitraries.integers().between(0, 4_095))
                .with(
                        2,
                        Move.Kind.REPORT,
                        Plans.below(3_000, 10),
                        Arbitraries.integers().between(0, 1_500),
                        Arbitraries.integers().between(0, 40))
                .with(1, Move.Kind.CLOSE, NOTHING, NOTHING, NOTHING)
                .with(1, Move.Kind.SHUT_DOWN, NOTHING, NOTHING, NOTHING);
    }

    Arbitrary<Foreign> runs(Setting setting) {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(1_460, 536)),
                Tuple.of(1, Arbitraries.of(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 1_460)));
        return Combinators.combine(
                        Arbitraries.of(0, 1, 2, 3),
                        Plans.sequenceNumbers(),
                        Plans.sequenceNumbers(),
                        sizes,
                        Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.of(65_535)), Tuple.of(1, windows())),
                        new Plans(setting).parameters(),
                        Sequences.of(Arbitraries.frequencyOf(kinds), MOST))
                .as((kind, isn, remoteIsn, mss, window, parameters, moves) -> new Foreign(
                        kind % 2 == 1,
                        kind / 2 == 1,
                        isn,
                        remoteIsn,
                        mss,
                        window,
                        0,
                        0,
                        parameters,
                        List.copyOf(moves)));
    }

    /**
     * Of all kinds, on a connection that has carried so much that sequence numbers have come half around, or all the
     * way.
     */
    static Arbitrary<Foreign> aged(Setting setting) {
        Arbitrary<Long> ages = Combinators.combine(Arbitraries.of(0L, 1L << 31, 1L << 32), Plans.below(140_000, 70_000))
                .as((age, before) -> Math.max(0, age - before));
        var all = new Moves();
        all.kinds.addAll(ofWindows().kinds);
        all.kinds.addAll(ofText().kinds);
        all.kinds.addAll(ofInjections().kinds);
        return Combinators.combine(
                        Arbitraries.of(0, 1, 2, 3),
                        Plans.sequenceNumbers(),
                        Plans.sequenceNumbers(),
                        ages,
                        ages,
                        Sequences.of(Arbitraries.frequencyOf(all.kinds), MOST))
                .as((kind, isn, remoteIsn, sent, received, moves) -> new Foreign(
                        kind % 2 == 1,
                        kind / 2 == 1,
                        isn,
                        remoteIsn,
                        Past.MSS,
                        65_535,
                        sent,
                        received,
                        setting.set(),
                        List.copyOf(moves)));
    }
}
