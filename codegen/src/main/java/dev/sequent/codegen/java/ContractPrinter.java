package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Meaning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A contract as Java that makes it: a method for each list, since each may be long. */
final class ContractPrinter {
    private static final String CONTRACT = "contract";
    private static final String STATES = "statesOfContract";
    private static final String CALLS = "callsOfContract";
    private static final String OUTCOMES = "outcomesOfContract";
    private static final String SIGNALS = "signalsOfContract";
    private static final String EFFECTS = "effectsOfContract";
    private static final String FUNCTIONS = "functionsOfContract";
    private static final String OBSERVABLES = "observablesOfContract";

    /** Names of the methods that it adds. */
    static final Set<String> METHODS =
            Set.of(CONTRACT, STATES, CALLS, OUTCOMES, SIGNALS, EFFECTS, FUNCTIONS, OBSERVABLES);

    private ContractPrinter() {}

    static void addTo(TypeSpec.Builder type, Contract c) {
        type.addMethod(MethodSpec.methodBuilder(CONTRACT)
                .addModifiers(PUBLIC, STATIC)
                .returns(Contract.class)
                .addJavadoc("What the machine declares to the world around it, as data.")
                .addStatement(
                        "return $T.of($S, $L(), $L, $L(), $L, $L(), $L(), $L(), $L(), $L(), $L, $L)",
                        Contract.class,
                        c.machine(),
                        STATES,
                        c.initial(),
                        CALLS,
                        c.batch().orElse(-1),
                        OUTCOMES,
                        SIGNALS,
                        EFFECTS,
                        FUNCTIONS,
                        OBSERVABLES,
                        orNull(c.outgoing(), ContractPrinter::outgoing),
                        orNull(c.incoming(), ContractPrinter::incoming))
                .build());
        list(
                type,
                STATES,
                Contract.State.class,
                c.states(),
                s -> CodeBlock.of("new $T($S, $L)", Contract.State.class, s.name(), s.passive()));
        list(type, CALLS, Contract.Declared.class, c.calls(), ContractPrinter::declared);
        list(type, OUTCOMES, Contract.Told.class, c.outcomes(), ContractPrinter::told);
        list(type, SIGNALS, Contract.Told.class, c.signals(), ContractPrinter::told);
        list(type, EFFECTS, Contract.Declared.class, c.effects(), ContractPrinter::declared);
        list(type, FUNCTIONS, Contract.Declared.class, c.functions(), ContractPrinter::declared);
        list(type, OBSERVABLES, Contract.Observable.class, c.observables(), ContractPrinter::observable);
    }

    private static <T> void list(
            TypeSpec.Builder type, String name, Class<T> of, List<T> values, Function<T, CodeBlock> value) {
        type.addMethod(MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(ArrayTypeName.of(of))
                .addStatement(
                        "return new $T[] {$L}", of, values.stream().map(value).collect(CodeBlock.joining(",\n")))
                .build());
    }

    private static CodeBlock declared(Contract.Declared d) {
        return CodeBlock.of("new $T($L, $S, $S)", Contract.Declared.class, d.index(), d.name(), d.text());
    }

    private static CodeBlock told(Contract.Told t) {
        return CodeBlock.of(
                "$T.told($S, $L, $S)",
                Contract.class,
                t.name(),
                orNull(t.meaning(), m -> CodeBlock.of("$T.$L", Meaning.class, m.name())),
                t.text());
    }

    private static CodeBlock observable(Contract.Observable o) {
        return o.constants().isEmpty()
                ? CodeBlock.of("new $T($S, $S, $S)", Contract.Observable.class, o.name(), o.type(), o.text())
                : CodeBlock.of(
                        "$T.observable($S, $S, $S, $S)",
                        Contract.class,
                        o.name(),
                        o.type(),
                        o.text(),
                        String.join(" ", o.constants()));
    }

    private static CodeBlock outgoing(Contract.Outgoing o) {
        return CodeBlock.of(
                "$T.outgoing($L, $L, $L)",
                Contract.class,
                argument(o.appends()),
                o.end().orElse(-1),
                orNull(o.forgets(), ContractPrinter::argument));
    }

    private static CodeBlock incoming(Contract.Incoming i) {
        return CodeBlock.of(
                "$T.incoming($L, $L, $L, $L)",
                Contract.class,
                i.since().orElse(-1),
                i.next().orElse(-1),
                orNull(
                        i.puts(),
                        p -> CodeBlock.of(
                                "new $T($L, $L, $L, $L)",
                                Contract.Puts.class,
                                p.effect(),
                                p.count(),
                                p.begin(),
                                p.skip())),
                orNull(i.handsOn(), ContractPrinter::argument));
    }

    private static CodeBlock argument(Contract.Argument a) {
        return CodeBlock.of("new $T($L, $L)", Contract.Argument.class, a.of(), a.index());
    }

    private static <T> CodeBlock orNull(Optional<T> value, Function<T, CodeBlock> inside) {
        return value.map(inside).orElse(CodeBlock.of("null"));
    }
}
