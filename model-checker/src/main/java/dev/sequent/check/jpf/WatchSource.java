package dev.sequent.check.jpf;

import static javax.lang.model.element.Modifier.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Watch;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes what is watched for, as calls of the generated predicates. What cannot be evaluated (because it reads an
 * absent value, say) counts against a property, not for it.
 */
final class WatchSource {
    private final Plan plan;
    private final List<Watch> watches;
    private final List<MethodSpec> methods = new ArrayList<>();

    private WatchSource(Plan plan, List<Watch> watches) {
        this.plan = plan;
        this.watches = watches;
    }

    static List<MethodSpec> of(Plan plan, List<Watch> watches) {
        return new WatchSource(plan, watches).generate();
    }

    private List<MethodSpec> generate() {
        methods.add(Tables.overriding("watches", int.class)
                .addStatement("return $L", watches.size())
                .build());
        methods.add(Tables.by(
                "name",
                String.class,
                "watch",
                watches.size(),
                w -> CodeBlock.of("$S", watches.get(w).name())));
        states();
        flights();
        methods.add(Tables.by(
                "judgesSteps",
                boolean.class,
                "peer",
                plan.peers().size(),
                p -> CodeBlock.of("$L", watches.stream().anyMatch(w -> judges(w, p)))));
        steps();
        return methods;
    }

    private static boolean judges(Watch watch, int peer) {
        return watch.kind().ofSteps()
                && watch.bindings().stream().anyMatch(b -> b.peers().getFirst() == peer);
    }

    // ------------------------------------------------------------ states

    private void states() {
        MethodSpec.Builder judge =
                withStates(Tables.overriding("judge", void.class)).addParameter(long[].class, "marks");
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            if (watch.kind().ofSteps() || flights(watch).isPresent()) {
                continue;
            }
            for (int b = 0; b < watch.bindings().size(); b++) {
                String name = "hits" + w + (b == 0 ? "" : "_" + b);
                methods.add(hits(name, watch, watch.bindings().get(b)));
                judge.beginControlFlow("if ($L(machines, ghosts, channelEmpty))", name)
                        .addStatement("mark(marks, $L)", w)
                        .endControlFlow();
            }
        }
        methods.add(judge.build());
    }

    private static MethodSpec.Builder withStates(MethodSpec.Builder m) {
        return m.addParameter(Machine[].class, "machines")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(boolean.class, "channelEmpty");
    }

    private MethodSpec hits(String name, Watch watch, Watch.Binding binding) {
        boolean hitWhen = watch.kind() == Watch.Kind.NEVER || watch.kind() == Watch.Kind.WITNESS;
        CodeBlock holds;
        if (watch.kind() == Watch.Kind.INVARIANT) {
            int peer = binding.peers().getFirst();
            holds = CodeBlock.of(
                    "properties.invariant($L, $L, machines[$L])",
                    plan.peers().get(peer).machine(),
                    binding.number(),
                    peer);
        } else {
            holds = CodeBlock.of(
                    "properties.property($L, 0, $L, $L, channelEmpty)",
                    binding.number(),
                    group("machines", Machine.class, binding.peers()),
                    group("ghosts", Ghosts.class, binding.peers()));
        }
        return withStates(predicate(name, watch, binding))
                .beginControlFlow("try")
                .addStatement("return $L$L", hitWhen ? "" : "!", holds)
                .nextControlFlow("catch ($T e)", RuntimeException.class)
                .addStatement("return $L", watch.kind() != Watch.Kind.WITNESS)
                .endControlFlow()
                .build();
    }

    // ------------------------------------------------------------ messages in flight

    private Optional<Property.Flights> flights(Watch watch) {
        return watch.kind() == Watch.Kind.ALWAYS
                ? plan.protocol()
                        .properties()
                        .get(watch.bindings().getFirst().number())
                        .flights()
                : Optional.empty();
    }

    private void flights() {
        methods.add(Tables.overriding("judgesFlights", boolean.class)
                .addStatement(
                        "return $L", watches.stream().anyMatch(w -> flights(w).isPresent()))
                .build());
        MethodSpec.Builder judge = withFlights(Tables.overriding("judge", void.class)
                        .addParameter(int.class, "sender")
                        .addParameter(boolean.class, "two"))
                .addParameter(long[].class, "marks");
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            Optional<Property.Flights> flights = flights(watch);
            for (int b = 0; flights.isPresent() && b < watch.bindings().size(); b++) {
                Watch.Binding binding = watch.bindings().get(b);
                String name = "hits" + w + (b == 0 ? "" : "_" + b);
                methods.add(hits(name, watch, flights.get(), binding));
                judge.beginControlFlow(
                                "if (sender == $L && $Ltwo && $L(machines, ghosts, first, later))",
                                binding.peers().get(flights.get().from()),
                                flights.get().later().isPresent() ? "" : "!",
                                name)
                        .addStatement("mark(marks, $L)", w)
                        .endControlFlow();
            }
        }
        methods.add(judge.build());
    }

    private static MethodSpec.Builder withFlights(MethodSpec.Builder m) {
        return m.addParameter(Machine[].class, "machines")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(Message.class, "first")
                .addParameter(Message.class, "later");
    }

    private MethodSpec hits(String name, Watch watch, Property.Flights flights, Watch.Binding binding) {
        MethodSpec.Builder m = withFlights(predicate(name, watch, binding))
                .beginControlFlow("if (first.kind() != $L)", flights.first().kind())
                .addStatement("return false")
                .endControlFlow();
        flights.later()
                .ifPresent(l -> m.beginControlFlow("if (later.kind() != $L)", l.kind())
                        .addStatement("return false")
                        .endControlFlow());
        return m.beginControlFlow("try")
                .addStatement(
                        "return !properties.inFlight($L, $L, $L, first, later)",
                        binding.number(),
                        group("machines", Machine.class, binding.peers()),
                        group("ghosts", Ghosts.class, binding.peers()))
                .nextControlFlow("catch ($T e)", RuntimeException.class)
                .addStatement("return true")
                .endControlFlow()
                .build();
    }

    private CodeBlock group(String of, Class<?> type, List<Integer> peers) {
        if (peers.equals(IntStream.range(0, plan.peers().size()).boxed().toList())) {
            return CodeBlock.of("$L", of);
        }
        return CodeBlock.of(
                "new $T[] {$L}",
                type,
                peers.stream().map(p -> of + "[" + p + "]").collect(Collectors.joining(", ")));
    }

    private MethodSpec.Builder predicate(String name, Watch watch, Watch.Binding binding) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE)
                .addJavadoc(
                        "$L $L of $L.",
                        watch.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        HarnessSource.text(watch.name()),
                        binding.peers().stream()
                                .map(p -> plan.scenario().peers().get(p).name())
                                .collect(Collectors.joining(", ")))
                .returns(boolean.class);
    }

    // ------------------------------------------------------------ steps

    private void steps() {
        MethodSpec.Builder judge = withStep(
                        Tables.overriding("judge", void.class).addParameter(int.class, "peer"))
                .addParameter(long[].class, "marks");
        for (int p = 0; p < plan.peers().size(); p++) {
            int peer = p;
            if (watches.stream().noneMatch(w -> judges(w, peer))) {
                continue;
            }
            judge.beginControlFlow("if (peer == $L)", p);
            for (int w = 0; w < watches.size(); w++) {
                if (judges(watches.get(w), p)) {
                    String name = "breaks" + w;
                    judge.beginControlFlow("if ($L(before, after, step))", name)
                            .addStatement("mark(marks, $L)", w)
                            .endControlFlow();
                }
            }
            judge.endControlFlow();
        }
        methods.add(judge.build());
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).kind().ofSteps() && !watches.get(w).bindings().isEmpty()) {
                methods.add(breaks("breaks" + w, watches.get(w)));
            }
        }
    }

    private static MethodSpec.Builder withStep(MethodSpec.Builder m) {
        return m.addParameter(Machine.class, "before")
                .addParameter(Machine.class, "after")
                .addParameter(Step.class, "step");
    }

    private MethodSpec breaks(String name, Watch watch) {
        boolean hitWhen = watch.kind().witness();
        Watch.Binding binding = watch.bindings().getFirst();
        return withStep(predicate(name, watch, binding))
                .beginControlFlow("try")
                .addStatement("return $Lproperties.step($L, before, after, step)", hitWhen ? "" : "!", binding.number())
                .nextControlFlow("catch ($T e)", RuntimeException.class)
                .addStatement("return $L", !hitWhen)
                .endControlFlow()
                .build();
    }
}
