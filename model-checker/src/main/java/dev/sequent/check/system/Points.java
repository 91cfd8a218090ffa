package dev.sequent.check.system;

import dev.sequent.check.trace.TraceStep.Rule;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.language.model.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What trace points stand for; nothing is known about those of a core that was not generated. */
public interface Points {
    Points UNKNOWN = new Points() {
        @Override
        public Optional<Rule> at(int point) {
            return Optional.empty();
        }

        @Override
        public List<Rule> all() {
            return List.of();
        }
    };

    Optional<Rule> at(int point);

    /** All that can be passed. */
    List<Rule> all();

    static Points of(CompiledCore core) {
        return of(core, Map.of());
    }

    /**
     * @param sources the text of each file of the specification by its name, so that rules include their source line
     */
    static Points of(CompiledCore core, Map<String, String> sources) {
        var lines = new HashMap<String, List<String>>();
        sources.forEach(
                (file, text) -> lines.put(file, text.lines().map(String::strip).toList()));
        List<PointMap.Point> points = core.points().points();
        return new Points() {
            @Override
            public Optional<Rule> at(int point) {
                return point < 0 || point >= points.size()
                        ? Optional.empty()
                        : Optional.of(rule(points.get(point), lines));
            }

            @Override
            public List<Rule> all() {
                return points.stream()
                        .filter(p -> p.kind() != PointMap.Kind.STATEMENT)
                        .map(p -> rule(p, lines))
                        .toList();
            }
        };
    }

    private static Rule rule(PointMap.Point point, Map<String, List<String>> lines) {
        List<String> file = lines.getOrDefault(point.file(), List.of());
        return new Rule(
                point.number(),
                point.kind().name(),
                point.where(),
                point.text(),
                new Span(point.file(), point.line(), point.column(), point.endLine(), point.endColumn()),
                point.citations(),
                point.line() >= 1 && point.line() <= file.size() ? file.get(point.line() - 1) : "");
    }
}
