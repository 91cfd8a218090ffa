package dev.sequent.check.naive;

import dev.sequent.check.naive.NaiveSearch.Flying;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes what happens; answers chosen functions, and notes the first that it has no answer for. */
final class NaiveWorld implements Effects {
    /** Something that is to be entered into the books once the step is over. */
    interface Entry {
        void into(Ledger ledger);
    }

    /** The machine has come to a state. @param forgot it knows no sequence numbers of the other's there */
    record Entered(boolean initial, boolean forgot) implements Entry {
        @Override
        public void into(Ledger ledger) {}
    }

    private final NaivePeer peer;
    private final List<Integer> choices;
    final List<Integer> turns;
    final List<Message> sent = new ArrayList<>();
    final List<Integer> senders = new ArrayList<>();
    final List<Long> places = new ArrayList<>();
    final List<long[]> started = new ArrayList<>();
    final Set<Integer> signals = new HashSet<>();
    final ArrayList<Entry> entries = new ArrayList<>();
    Optional<Flying> arriving = Optional.empty();

    @Nullable
    Machine machine;

    int asked;
    int unanswered;

    NaiveWorld(NaivePeer peer, List<Integer> choices, List<Integer> turns) {
        this.peer = peer;
        this.choices = choices;
        this.turns = new ArrayList<>(turns);
    }

    @Override
    public void send(Message message) {
        Message copy = message.copy();
        sent.add(copy);
        entries.add(ledger -> {
            senders.add(peer.kept.apart() > 0 ? 1 + ledger.page().incarnation() : 0);
            places.add(peer.kept.octets() ? ledger.send(text(copy), data(copy)) : 0L);
        });
    }

    /** By the test protocols' own rule: the text begins behind the SYN. */
    private int text(Message message) {
        var declared = peer.protocol.messages().get(message.kind());
        int seq = declared.fields().stream()
                .filter(f -> f.name().equals("SEQ"))
                .findFirst()
                .orElseThrow()
                .index();
        var ctl = declared.fields().stream()
                .filter(f -> !f.bits().isEmpty())
                .findFirst()
                .orElseThrow();
        int syn = ctl.bits().size() - 1 - ctl.bits().indexOf("SYN");
        return (int) message.get(seq) + (int) (message.get(ctl.index()) >> syn & 1);
    }

    private long data(Message message) {
        return peer.protocol.messages().get(message.kind()).fields().stream()
                .filter(f -> f.data())
                .mapToLong(f -> message.get(f.index()))
                .sum();
    }

    @Override
    public void start(int timer, long at) {
        if (peer.timed()) {
            long tick = peer.scenario.timing().orElseThrow().tick();
            long left = Math.max(0, at - NaivePeer.NOW);
            started.add(new long[] {timer, Math.ceilDiv(left, tick), left % tick == 0 ? 0 : 1});
        }
    }

    @Override
    public void stop(int timer) {}

    @Override
    public void entered(int state) {
        boolean initial = peer.type().states().get(state).initial();
        boolean forgot = peer.kept.apart() > 0 && machine.variable(peer.variable("IRS")) == 0;
        entries.add(new Entered(initial, forgot));
    }

    @Override
    public void signal(int signal) {
        signals.add(signal);
        if (peer.kept.told().contains(peer.type().signals().get(signal).name())) {
            entries.add(ledger -> ledger.tell(signal));
        }
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        if (!peer.kept.octets()) {
            return;
        }
        switch (peer.type().effects().get(effect).name()) {
            case "place" -> {
                Flying from = arriving.orElseThrow();
                int next = (int) machine.variable(peer.variable("RCV.NXT"));
                if (b + c > data(peer.unpack(from.message()))) {
                    throw new IllegalStateException("more octets than there are");
                }
                entries.add(
                        ledger -> ledger.place((int) a, next, c, new Ledger.Octet(from.sender(), from.place() + b)));
            }
            case "deliver" -> entries.add(ledger -> ledger.deliver(a));
            case "acknowledge" -> entries.add(ledger -> ledger.forget(a));
            default -> {}
        }
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        for (Scenario.Choice choice : peer.scenario.choices()) {
            if (choice.function().index() != function) {
                continue;
            }
            List<Long> values = choice.values();
            if (choice.inTurn()) {
                int turn = turns.get(function);
                turns.set(function, Math.min(turn + 1, values.size() - 1));
                return values.get(turn);
            }
            if (asked < choices.size()) {
                return values.get(choices.get(asked++));
            }
            unanswered = unanswered == 0 ? values.size() : unanswered;
            return values.getFirst();
        }
        return 0;
    }
}
