package dev.sequent.proofs.smt.prove;

import dev.sequent.check.system.Points;
import dev.sequent.check.text.MessageText;
import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Origins;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes the steps of counterexamples once more, and writes down what a reader must know of them. */
public final class Refutations {
    private final Protocol protocol;
    private final Core core;
    private final Points points;
    private final Map<String, String> sources;

    /**
     * @param core made of that protocol
     * @param points of that core
     * @param sources the text of each file of the specification by its name
     */
    public Refutations(Protocol protocol, Core core, Points points, Map<String, String> sources) {
        this.protocol = protocol;
        this.core = core;
        this.points = points;
        this.sources = sources;
    }

    /** Of an obligation that the step of {@code refuted} does not meet. */
    public Refutation of(Obligation obligation, Verdict.Refuted refuted) {
        return new Telling(obligation, refuted).tell();
    }

    /** One of them. */
    private final class Telling {
        private final Obligation obligation;
        private final Verdict.Refuted refuted;
        private final Concrete.Step step;
        private final MachineType machine;
        private final Origins origins;
        private final BitSet heard = new BitSet();
        private final InterpretedCore interpreter = new InterpretedCore(protocol, heard::set);
        private final Interpretation.Outcome outcome;
        private final BitSet read;

        Telling(Obligation obligation, Verdict.Refuted refuted) {
            this.obligation = obligation;
            this.refuted = refuted;
            this.step = refuted.step();
            this.machine = step.machine();
            this.origins = new Origins(protocol, machine);
            this.outcome = taken(new Interpretation(protocol, interpreter));
            this.read = (BitSet) heard.clone();
        }

        /** With the event that belongs to it, if it is about the step as a whole. */
        private Interpretation.Outcome taken(Interpretation by) {
            return obligation.claim() instanceof Obligation.Claim.OfStep
                    ? by.whole(step).outcome()
                    : by.take(step);
        }

        Refutation tell() {
            heard.clear();
            // What a property says of a step is no part of what the machine is afterwards.
            Optional<Expr> condition = obligation.claim() instanceof Obligation.Claim.Invariant c
                    ? Optional.of(c.invariant().condition())
                    : Optional.empty();
            var parts = new ClaimParts(interpreter, outcome.after(), sources);
            List<String> broken = condition.map(parts::of).orElse(List.of());
            if (obligation.claim() instanceof Obligation.Claim.Past c) {
                heard.set(c.variable().index());
            }
            property().ifPresent(p -> ExprParts.all(p.condition()).forEach(this::hear));
            return new Refutation(
                    machine.name(),
                    befalls(),
                    offsets(),
                    refuted.meeting().map(this::company).orElse(List.of()),
                    memory((BitSet) heard.clone()),
                    does(),
                    parameters(),
                    rules(),
                    claimed(condition, parts),
                    broken,
                    refuted.seen());
        }

        /** What a property names, it is about, be it of the machine before or after. */
        private void hear(Expr part) {
            if (part instanceof Expr.VariableRef v && machine.variables().contains(v.variable())) {
                heard.set(v.variable().index());
            }
        }

        /** Of steps, or of two peers. */
        private Optional<Protocol.Property> property() {
            return switch (obligation.claim()) {
                case Obligation.Claim.OfStep c -> Optional.of(c.property());
                case Obligation.Claim.OfPeers c -> Optional.of(c.property());
                case Obligation.Claim.Invariant _,
                        Obligation.Claim.Past _,
                        Obligation.Claim.NoFault _,
                        Obligation.Claim.Possible _,
                        Obligation.Claim.Witnessed _ -> Optional.empty();
            };
        }

        private String claimed(Optional<Expr> condition, ClaimParts parts) {
            return property()
                    .map(Protocol.Property::condition)
                    .or(() -> condition)
                    .map(parts::text)
                    .orElse("");
        }

        // -------------------------------------------------------- the other one, and what is in flight

        private List<String> company(Meeting meeting) {
            var lines = new ArrayList<String>();
            var other = meeting.other();
            var remembers = new ArrayList<String>();
            for (var variable : other.variables()) {
                var value = meeting.memory().scalars().getOrDefault(variable.index(), OptionalLong.empty());
                if (value.isPresent() && value.getAsLong() != variable.initial()) {
                    remembers.add(variable.name() + " " + value(variable.type(), value));
                }
            }
            lines.add(other.name() + " rests in "
                    + other.states().get(meeting.memory().state()).name()
                    + (remembers.isEmpty() ? "" : ", with " + String.join(", ", remembers)));
            // What arrives is told elsewhere.
            boolean arrives = step.trigger() instanceof Trigger.Arrival;
            var coming =
                    meeting.coming().subList(arrives ? 1 : 0, meeting.coming().size());
            flying("on its way to it" + (arrives ? ", behind that" : ""), coming, lines);
            flying("on its way from it", meeting.going(), lines);
            return lines;
        }

        private void flying(String where, List<Meeting.Flying> flying, List<String> lines) {
            if (!flying.isEmpty()) {
                lines.add(where + ": "
                        + String.join(
                                ", ",
                                PeerReplay.messages(core, flying).stream()
                                        .map(this::text)
                                        .toList()));
            }
        }

        // -------------------------------------------------------- what befalls it

        private String befalls() {
            String what = switch (step.trigger()) {
                case Trigger.Arrival t -> text(arriving(t.message())) + " arrives";
                case Trigger.Call t -> {
                    var given = new ArrayList<String>();
                    for (var parameter : t.parameters()) {
                        given.add(parameter.name() + " "
                                + value(
                                        parameter.type(),
                                        step.given().getOrDefault(parameter.index(), OptionalLong.empty())));
                    }
                    yield t.name() + (given.isEmpty() ? "" : "(" + String.join(", ", given) + ")");
                }
                case Trigger.Timeout t -> "timeout " + t.timer().name();
            };
            return what
                    + (step.now() == 0 ? "" : ", at " + ValueText.text(Type.TIME, step.now()))
                    + (step.answers().isEmpty() ? "" : "; the runtime answers " + step.answers());
        }

        private Message arriving(MessageType type) {
            var message = core.message(type.kind());
            step.given().forEach((field, value) -> value.ifPresent(v -> message.set(field, v)));
            return message;
        }

        private String text(Message message) {
            return MessageText.of(
                    protocol.messages().get(message.kind()),
                    message,
                    protocol.messages().size() == 1);
        }

        private List<String> offsets() {
            var found = new ArrayList<String>();
            if (step.trigger() instanceof Trigger.Arrival t) {
                for (var field : t.message().fields()) {
                    var value = step.given().getOrDefault(field.index(), OptionalLong.empty());
                    if (field.type() instanceof Type.Seq && value.isPresent()) {
                        origins.of(t.message(), field, false)
                                .ifPresent(o -> found.add(t.message().prefix() + "." + field.name() + " = "
                                        + offset(o, value.getAsLong())));
                    }
                }
            }
            return found;
        }

        /** {@code SND.UNA+5}. */
        private String offset(MachineType.Variable origin, long number) {
            int ahead = (int) (number - outcome.before().variable(origin.index()));
            return origin.name() + (ahead == 0 ? "" : ahead > 0 ? "+" + ahead : String.valueOf(ahead));
        }

        // -------------------------------------------------------- before and after

        private List<Refutation.Memory> memory(BitSet claimed) {
            var before = outcome.before();
            var after = outcome.after();
            var rows = new ArrayList<Refutation.Memory>();
            rows.add(new Refutation.Memory("state", state(before), state(after), false, true, false));
            for (var variable : machine.variables()) {
                var was = value(variable, before);
                rows.add(new Refutation.Memory(
                        variable.name(),
                        was,
                        value(variable, after),
                        isUsual(variable, before),
                        read.get(variable.index()),
                        claimed.get(variable.index())));
            }
            if (!machine.timers().isEmpty()) {
                var running = running(before);
                rows.add(new Refutation.Memory(
                        "running", running, running(after), running.equals(NONE), !running.equals(NONE), false));
            }
            return rows;
        }

        private String state(Machine at) {
            return machine.states().get(at.state()).name();
        }

        private String running(Machine at) {
            var names = machine.timers().stream()
                    .filter(t -> at.running(t.index()))
                    .map(MachineType.Timer::name)
                    .toList();
            return names.isEmpty() ? NONE : String.join(", ", names);
        }

        private boolean isUsual(MachineType.Variable variable, Machine at) {
            int i = variable.index();
            return switch (variable.type()) {
                case Type.Ranges _ -> at.ranges(i).count() == 0;
                case Type.Optional _ -> !at.present(i);
                case Type.Bool _, Type.UInt _, Type.Int _, Type.Seq _, Type.Enum _, Type.Duration _, Type.Time _ ->
                    at.variable(i) == variable.initial();
                case Type.Row _ -> false;
            };
        }

        private String value(MachineType.Variable variable, Machine at) {
            if (variable.type() instanceof Type.Ranges) {
                return ValueText.text(at.ranges(variable.index()));
            }
            if (!at.present(variable.index())) {
                return NONE;
            }
            long number = at.variable(variable.index());
            String text = value(variable.type(), OptionalLong.of(number));
            return origins.of(variable)
                    .filter(o -> !o.equals(variable) || outcome.before().variable(o.index()) != number)
                    .map(o -> text + " (" + offset(o, number) + ")")
                    .orElse(text);
        }

        private static String value(Type type, OptionalLong value) {
            return value.isEmpty() ? NONE : ValueText.text(type, value.getAsLong());
        }

        // -------------------------------------------------------- what it does, and by which rules

        private List<String> does() {
            var lines = new ArrayList<String>();
            outcome.sent().forEach(m -> lines.add("sends " + text(m)));
            if (!outcome.told().isEmpty()) {
                lines.add("tells: " + String.join(", ", outcome.told()));
            }
            outcome.fault().ifPresent(f -> lines.add("fault: " + f));
            switch (outcome.result()) {
                case Machine.DONE -> {}
                case Machine.DROP -> lines.add("drops it");
                case Machine.IGNORED -> lines.add("ignores it");
                default ->
                    lines.add("answer: "
                            + machine.outcomes().get(outcome.result()).name());
            }
            return lines;
        }

        private List<Refutation.Setting> parameters() {
            var found = new ArrayList<Refutation.Setting>();
            for (var param : protocol.params()) {
                long value = step.parameters().get(param.index());
                if (value != param.defaultValue()) {
                    found.add(new Refutation.Setting(param.name(), ValueText.text(param.type(), value)));
                }
            }
            return found;
        }

        private List<TraceStep.Rule> rules() {
            Set<Integer> passed = new LinkedHashSet<>();
            taken(new Interpretation(protocol, core, passed::add));
            return passed.stream().flatMap(p -> points.at(p).stream()).toList();
        }
    }

    private static final String NONE = "none";
}
