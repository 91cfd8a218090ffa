package dev.sequent.language.interpret;

import dev.sequent.language.model.Local;
import java.util.HashMap;
import java.util.Map;

/** The local values of one activation of a handler, function or procedure. */
final class Activation {
    private final Map<Integer, Cell> locals = new HashMap<>();

    /** A fresh place for a local; a loop's body declares its locals anew on every turn. */
    Cell declare(Local local) {
        var cell = new Cell(local.name(), local.type());
        locals.put(local.index(), cell);
        return cell;
    }

    Cell local(Local local) {
        var cell = locals.get(local.index());
        if (cell == null) {
            throw new IllegalStateException(local.name() + " is read before it is declared");
        }
        return cell;
    }
}
