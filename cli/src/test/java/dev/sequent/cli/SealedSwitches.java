package dev.sequent.cli;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * The switches over sealed types in some sources, and those among them with a branch for whatever is left over: a new
 * member of the type would fall into it, and the compiler would not name the place. Sources are parsed, not attributed:
 * a pattern's type is found by its name, as the scopes and imports of its file give it.
 */
final class SealedSwitches {
    /**
     * A switch with a pattern of some member of a sealed type of these sources.
     *
     * @param sealed the sealed types that its patterns belong to, near and far
     * @param leftover has it a branch for members that it does not name?
     */
    record Found(String file, long line, Set<String> sealed, boolean leftover) {}

    private record Declared(String name, boolean isSealed, List<String> supertypes, CompilationUnitTree unit) {}

    private final Trees trees;
    private final Map<String, Declared> types = new HashMap<>();
    private final List<Found> found = new ArrayList<>();

    private SealedSwitches(Trees trees) {
        this.trees = trees;
    }

    /** @throws IllegalArgumentException when a file is not Java */
    static List<Found> in(Iterable<? extends JavaFileObject> files) throws IOException {
        var mistakes = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, mistakes, List.of("-proc:none"), null, files);
        var units = new ArrayList<CompilationUnitTree>();
        task.parse().forEach(units::add);
        if (!mistakes.getDiagnostics().isEmpty()) {
            throw new IllegalArgumentException(mistakes.getDiagnostics().toString());
        }
        var search = new SealedSwitches(Trees.instance(task));
        units.forEach(unit -> search.new Declarations(unit).scan(unit, null));
        units.forEach(unit -> search.new Switches(unit).scan(unit, null));
        return List.copyOf(search.found);
    }

    /** Keeps in mind inside which types the present place is, the innermost first. */
    private abstract class Scoped extends TreeScanner<Void, Void> {
        final CompilationUnitTree unit;
        final Deque<String> enclosing = new ArrayDeque<>();

        Scoped(CompilationUnitTree unit) {
            this.unit = unit;
        }

        void enter(ClassTree type, String name) {}

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String simple = type.getSimpleName().toString();
            if (simple.isEmpty()) {
                return super.visitClass(type, unused);
            }
            String outer = enclosing.isEmpty() ? packageOf(unit) : enclosing.peek();
            String name = outer.isEmpty() ? simple : outer + "." + simple;
            enter(type, name);
            enclosing.push(name);
            super.visitClass(type, unused);
            enclosing.pop();
            return null;
        }
    }

    private final class Declarations extends Scoped {
        Declarations(CompilationUnitTree unit) {
            super(unit);
        }

        @Override
        void enter(ClassTree type, String name) {
            var supertypes = new ArrayList<String>();
            Stream.concat(Stream.ofNullable(type.getExtendsClause()), type.getImplementsClause().stream())
                    .forEach(each -> supertypes.add(nameOf(each)));
            boolean isSealed = type.getModifiers().getFlags().contains(Modifier.SEALED);
            types.put(name, new Declared(name, isSealed, supertypes, unit));
        }
    }

    private final class Switches extends Scoped {
        Switches(CompilationUnitTree unit) {
            super(unit);
        }

        @Override
        public Void visitSwitch(SwitchTree tree, Void unused) {
            judge(tree, tree.getCases());
            return super.visitSwitch(tree, unused);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
            judge(tree, tree.getCases());
            return super.visitSwitchExpression(tree, unused);
        }

        private void judge(Tree tree, List<? extends CaseTree> cases) {
            var over = new HashSet<String>();
            var whole = new HashSet<String>();
            boolean leftover = false;
            for (CaseTree each : cases) {
                for (Tree label : each.getLabels()) {
                    if (label instanceof DefaultCaseLabelTree) {
                        leftover = true;
                    } else if (label instanceof PatternCaseLabelTree pattern) {
                        String written = nameOf(typeOf(pattern.getPattern()));
                        Optional<String> type = resolve(written, List.copyOf(enclosing), unit);
                        type.ifPresent(name -> over.addAll(sealedAbove(name)));
                        if (each.getGuard() == null && pattern.getPattern() instanceof BindingPatternTree) {
                            whole.add(type.orElse(written));
                        }
                    }
                }
            }
            if (!over.isEmpty()) {
                // "case Shape any" beside "case Shape.Circle circle" is a default by another name.
                leftover |= whole.contains("Object") || over.stream().anyMatch(whole::contains);
                long start = trees.getSourcePositions().getStartPosition(unit, tree);
                long line = unit.getLineMap().getLineNumber(start);
                found.add(new Found(unit.getSourceFile().getName(), line, over, leftover));
            }
        }
    }

    /** The sealed types among the supertypes of a type, near and far. */
    private Set<String> sealedAbove(String name) {
        var result = new HashSet<String>();
        for (String above : supertypes(name)) {
            if (types.get(above).isSealed()) {
                result.add(above);
            }
            result.addAll(sealedAbove(above));
        }
        return result;
    }

    /** Those that are declared in these sources. */
    private List<String> supertypes(String name) {
        Declared type = types.get(name);
        // A type's own members are not in scope where it names its supertypes, but for those of the types around it.
        List<String> around = Stream.iterate(outer(name), types::containsKey, SealedSwitches::outer)
                .toList();
        return type.supertypes().stream()
                .map(written -> resolve(written, around, type.unit()))
                .flatMap(Optional::stream)
                .filter(above -> !above.equals(name))
                .toList();
    }

    private Optional<String> resolve(String written, List<String> enclosing, CompilationUnitTree unit) {
        String[] parts = written.split("\\.");
        Optional<String> type = first(parts[0], enclosing, unit);
        for (int i = 1; i < parts.length && type.isPresent(); i++) {
            type = member(type.get(), parts[i]);
        }
        return type.isPresent() ? type : Optional.of(written).filter(types::containsKey);
    }

    /**
     * In the order of the scopes (Java Language Specification, 6.4.1): around it, imported by name, the package's,
     * imported on demand.
     */
    private Optional<String> first(String simple, List<String> enclosing, CompilationUnitTree unit) {
        for (String around : enclosing) {
            if (around.endsWith("." + simple)) {
                return Optional.of(around);
            }
            Optional<String> member = member(around, simple);
            if (member.isPresent()) {
                return member;
            }
        }
        List<String> imports = unit.getImports().stream()
                .map(ImportTree::getQualifiedIdentifier)
                .map(Tree::toString)
                .toList();
        Stream<String> named = imports.stream().filter(name -> name.endsWith("." + simple));
        Stream<String> onDemand = imports.stream()
                .filter(name -> name.endsWith(".*"))
                .map(name -> name.substring(0, name.length() - 1) + simple);
        return Stream.of(named, Stream.of(packageOf(unit) + "." + simple), onDemand)
                .flatMap(names -> names)
                .filter(types::containsKey)
                .findFirst();
    }

    private Optional<String> member(String type, String simple) {
        String own = type + "." + simple;
        return types.containsKey(own)
                ? Optional.of(own)
                : supertypes(type).stream()
                        .flatMap(above -> member(above, simple).stream())
                        .findFirst();
    }

    private static String outer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static Tree typeOf(PatternTree pattern) {
        return pattern instanceof DeconstructionPatternTree record
                ? record.getDeconstructor()
                : ((BindingPatternTree) pattern).getVariable().getType();
    }

    private static String nameOf(Tree type) {
        return (type instanceof ParameterizedTypeTree generic ? generic.getType() : type).toString();
    }

    private static String packageOf(CompilationUnitTree unit) {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }
}
