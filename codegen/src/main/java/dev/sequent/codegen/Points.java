package dev.sequent.codegen;

import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.model.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers trace points, in the order in which they are generated. */
final class Points {
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
                citations.stream().map(Citation::toString).collect(Collectors.joining("; "))));
        return number;
    }

    PointMap map() {
        return new PointMap(points);
    }
}
