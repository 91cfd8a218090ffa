package dev.sequent.codegen.java;

import com.palantir.javapoet.MethodSpec;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java names of one routine's variables, each claimed where it is declared. */
final class VariableNames {
    private final Names names;
    private final Map<Integer, String> claimed = new HashMap<>();

    VariableNames(Names names) {
        this.names = names;
    }

    /** For values that see no variable. */
    static VariableNames none() {
        return new VariableNames(new Names());
    }

    String declare(Variable variable) {
        String wanted = Names.same(variable.name());
        String name = names.claim(variable.part() == Field.Part.PRESENCE ? "has_" + wanted : wanted);
        claimed.put(variable.number(), name);
        return name;
    }

    /** Declares variables as parameters of the method. */
    void parameters(MethodSpec.Builder method, List<Variable> variables) {
        variables.forEach(v -> method.addParameter(Shapes.type(v.shape()), declare(v)));
    }

    String of(Variable variable) {
        return Names.chosen(claimed, variable.number());
    }
}
