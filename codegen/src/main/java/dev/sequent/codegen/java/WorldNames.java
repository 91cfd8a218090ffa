package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Service;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.runtime.World;
import java.util.HashMap;
import java.util.Map;

/** The Java names of the interface by which a machine acts on the world around it. */
final class WorldNames {
    /** Makes such a world of one that knows ordinals only. */
    static final String OF = "of";

    private final ClassName type;
    private final Map<Integer, String> effects = new HashMap<>();
    private final Map<Integer, String> functions = new HashMap<>();

    WorldNames(MachineForm model, ClassName type) {
        this.type = type;
        var methods = new Names()
                .reserve(Library.methods(World.class))
                .reserve(ContractPrinter.METHODS)
                .reserve(OF);
        claim(methods, effects, model.effects());
        claim(methods, functions, model.asks());
    }

    private static void claim(Names methods, Map<Integer, String> names, Iterable<Service> services) {
        for (Service service : services) {
            names.put(
                    service.symbol().index(),
                    methods.claim(Names.camel(service.symbol().name())));
        }
    }

    ClassName type() {
        return type;
    }

    String effect(Symbol effect) {
        return Names.chosen(effects, effect.index());
    }

    String function(Symbol function) {
        return Names.chosen(functions, function.index());
    }
}
