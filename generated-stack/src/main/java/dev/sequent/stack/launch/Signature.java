package dev.sequent.stack.launch;

import dev.sequent.runtime.Contract;
import java.util.List;

/**
 * The parameters and the answer of a declaration, as it writes them. Types of Java do not tell enough: a duration and a
 * count are both a {@code long}, and of two counts it is their order that says which is which.
 */
record Signature(List<Parameter> parameters, String answer) {

    record Parameter(String name, String type) {}

    static Signature of(Contract.Declared declared) {
        String text = declared.text();
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        String between = text.substring(open + 1, close);
        List<Parameter> parameters = between.isEmpty()
                ? List.of()
                : List.of(between.split(", ")).stream()
                        .map(p -> p.split(" : ", 2))
                        .map(p -> new Parameter(p[0], p[1]))
                        .toList();
        return new Signature(parameters, text.substring(close + 1));
    }

    /** Whether the other has the same types, and no parameter of this one in another place; it may rename some. */
    boolean isAsIn(Signature other) {
        if (!answer.equals(other.answer) || parameters.size() != other.parameters.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            int there = other.place(parameters.get(i).name);
            if (there >= 0 && there != i || !parameters.get(i).type.equals(other.parameters.get(i).type)) {
                return false;
            }
        }
        return true;
    }

    private int place(String name) {
        return parameters.stream().map(Parameter::name).toList().indexOf(name);
    }
}
