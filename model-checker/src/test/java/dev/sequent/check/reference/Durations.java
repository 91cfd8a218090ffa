package dev.sequent.check.reference;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lengths of time that a specification writes: found by walking through the whole typed model, whatever its shape.
 */
final class Durations {
    private final Set<Long> found = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    static Set<Long> of(Protocol protocol) {
        var search = new Durations();
        search.walk(protocol);
        return search.found;
    }

    private void walk(Object node) {
        if (node instanceof Expr.Literal literal && literal.type() instanceof Type.Duration) {
            found.add(Math.abs(literal.value()));
        }
        switch (node) {
            case Collection<?> all -> all.forEach(this::walk);
            case Optional<?> maybe -> maybe.ifPresent(this::walk);
            case Record record
            when seen.add(record) -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    try {
                        walk(component.getAccessor().invoke(record));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            default -> {}
        }
    }
}
