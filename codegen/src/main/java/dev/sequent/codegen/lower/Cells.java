package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Types as cells. */
final class Cells {
    private Cells() {}

    /** Where the fields of a scalar lie. @param shape of the value */
    record Places(Place value, Optional<Place> presence, Shape shape) {}

    static Places places(Storage.Scalar cell, Function<Field, Place> where) {
        return new Places(
                where.apply(cell.value()),
                cell.presence().map(where),
                cell.value().shape());
    }

    /** @param initial in the generic form of {@link Type}; what is optional starts as none */
    static Storage.Scalar scalar(String name, Type type, Shape shape, long initial, List<Storage.Mask> masks, Doc doc) {
        boolean optional = Types.optional(type);
        return new Storage.Scalar(
                name,
                new Field(name, Field.Part.VALUE, shape),
                optional ? Optional.of(new Field(name, Field.Part.PRESENCE, Shape.FLAG)) : Optional.empty(),
                optional ? 0 : initial,
                Types.width(type),
                Types.time(type),
                masks,
                doc);
    }
}
