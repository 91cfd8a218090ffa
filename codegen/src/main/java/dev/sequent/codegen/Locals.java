package dev.sequent.codegen;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.Type;
import java.util.HashMap;
import java.util.Map;

/** The Java names of one routine's locals. */
final class Locals {
    private final Names names;
    private final Map<Integer, String> values = new HashMap<>();
    private final Map<Integer, String> presences = new HashMap<>();

    Locals(Names names) {
        this.names = names;
    }

    /** For expressions that see no local. */
    static Locals none() {
        return new Locals(new Names());
    }

    /** A Java variable of its own; an optional local has a boolean beside it. */
    void declare(Local local) {
        if (values.containsKey(local.index())) {
            return;
        }
        values.put(local.index(), names.claim(Names.same(local.name())));
        if (local.type() instanceof Type.Optional) {
            presences.put(local.index(), names.claim("has_" + Names.same(local.name())));
        }
    }

    /** Kept in fields of the machine. */
    void bind(Local local, String value, String presence) {
        values.put(local.index(), value);
        presences.put(local.index(), presence);
    }

    /** Has it been declared or bound? */
    boolean knows(Local local) {
        return values.containsKey(local.index());
    }

    /** A name for something of the generator's own. */
    String fresh(String wanted) {
        return names.claim(wanted);
    }

    String value(Local local) {
        String name = values.get(local.index());
        if (name == null) {
            throw new IllegalStateException(local.span() + ": " + local.name() + " is read before it is declared");
        }
        return name;
    }

    String presence(Local local) {
        return presences.get(local.index());
    }
}
