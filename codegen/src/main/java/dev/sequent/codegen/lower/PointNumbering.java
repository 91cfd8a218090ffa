package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.PointMap;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Numbers trace points, in the order in which they are generated. */
final class PointNumbering {
    private final List<PointMap.Point> points = new ArrayList<>();

    int add(PointMap.Kind kind, Span span, String where, String text, List<Citation> citations) {
        int number = points.size();
        points.add(new PointMap.Point(
                number,
                kind,
                span.file(),
                span.line(),
                span.column(),
                where,
                text,
                citations.stream().map(Citation::toString).collect(Collectors.joining("; ")),
                span.endLine(),
                span.endColumn()));
        return number;
    }

    /** The point of a condition: numbered when it is first asked for. */
    IntSupplier ofCondition(Span span, String where, List<Citation> citations) {
        return new IntSupplier() {
            private int number = -1;

            @Override
            public int getAsInt() {
                if (number < 0) {
                    number = add(PointMap.Kind.STATEMENT, span, where, "", citations);
                }
                return number;
            }
        };
    }

    PointMap map() {
        return new PointMap(points);
    }
}
