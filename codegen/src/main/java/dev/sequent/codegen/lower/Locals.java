package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Local;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of one routine, and where its locals are kept. */
final class Locals {
    private final Map<Integer, Place> values = new HashMap<>();
    private final Map<Integer, Place> presences = new HashMap<>();
    private int variables;

    /** A variable of its own; an optional local has a flag beside it. */
    void declare(Local local) {
        if (knows(local)) {
            return;
        }
        values.put(
                local.index(),
                new Place.OfVariable(variable(local.name(), Field.Part.VALUE, Types.shape(local.type()))));
        if (Types.optional(local.type())) {
            presences.put(local.index(), new Place.OfVariable(variable(local.name(), Field.Part.PRESENCE, Shape.FLAG)));
        }
    }

    /** Declares parameters. @return the variables, in order */
    List<Variable> parameters(List<Local> parameters) {
        var all = new ArrayList<Variable>();
        for (Local p : parameters) {
            declare(p);
            all.add(variable(p));
            if (Types.optional(p.type())) {
                all.add(((Place.OfVariable) presence(p)).variable());
            }
        }
        return List.copyOf(all);
    }

    /** Kept in fields of the machine. */
    void bind(Local local, int handler, List<Field> fields) {
        values.put(local.index(), new Place.OfScratch(handler, fields.getFirst()));
        if (fields.size() > 1) {
            presences.put(local.index(), new Place.OfScratch(handler, fields.get(1)));
        }
    }

    /** The fields of a local that lives in some. */
    static List<Field> fields(Local local) {
        var value = new Field(local.name(), Field.Part.VALUE, Types.shape(local.type()));
        return Types.optional(local.type())
                ? List.of(value, new Field(local.name(), Field.Part.PRESENCE, Shape.FLAG))
                : List.of(value);
    }

    /** Whether it has been declared or bound. */
    boolean knows(Local local) {
        return values.containsKey(local.index());
    }

    /** A variable of the lowering's own. */
    Variable fresh(String name, Shape shape) {
        return variable(name, Field.Part.VALUE, shape);
    }

    private Variable variable(String name, Field.Part part, Shape shape) {
        return new Variable(variables++, name, part, shape);
    }

    Place value(Local local) {
        Place place = values.get(local.index());
        if (place == null) {
            throw new IllegalStateException(local.span() + ": " + local.name() + " is read before it is declared");
        }
        return place;
    }

    Place presence(Local local) {
        Place place = presences.get(local.index());
        if (place == null) {
            throw new IllegalStateException(local.span() + ": " + local.name() + " is not optional, or not declared");
        }
        return place;
    }

    Cells.Places places(Local local) {
        return new Cells.Places(
                value(local), Optional.ofNullable(presences.get(local.index())), Types.shape(local.type()));
    }

    /** The variable of a local that is not bound. */
    Variable variable(Local local) {
        return ((Place.OfVariable) value(local)).variable();
    }
}
