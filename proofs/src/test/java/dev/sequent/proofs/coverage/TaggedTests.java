package dev.sequent.proofs.coverage;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SimpleTreeVisitor;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The tests of the project that carry {@code @Tag("MUST-12")}, read from their sources: nothing is loaded or run. A tag
 * counts on a method that a test runner runs, in a class that the build runs.
 */
final class TaggedTests {
    private static final Set<String> RUN =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property", "Example");

    /** Literals of annotations: {@code "x"}, {@code {"x", "y"}}, {@code value = "x"}. */
    private static final class Texts extends TreeScanner<Void, List<String>> {
        @Override
        public Void visitLiteral(LiteralTree literal, List<String> found) {
            if (literal.getValue() instanceof String text) {
                found.add(text);
            }
            return null;
        }
    }

    private final List<TestCredit> credits = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private TaggedTests() {}

    /** @param folders with Java sources of tests */
    static TaggedTests in(List<Path> folders) {
        var result = new TaggedTests();
        try {
            var sources = new ArrayList<Path>();
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(f -> f.toString().endsWith(".java"))
                            .sorted()
                            .filter(TaggedTests::mentionsOne)
                            .forEach(sources::add);
                }
            }
            result.read(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Most files do not, and need not be parsed. */
    private static boolean mentionsOne(Path file) {
        try {
            return Requirement.NUMBER.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<TestCredit> credits() {
        return List.copyOf(credits);
    }

    /** Tags that claim to show a requirement and stand where no test runs. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void read(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                unit.getTypeDecls()
                        .forEach(type -> type.accept(
                                new SimpleTreeVisitor<Void, Void>() {
                                    @Override
                                    public Void visitClass(ClassTree tree, Void unused) {
                                        read(tree, tree.getSimpleName().toString());
                                        return null;
                                    }
                                },
                                null));
            }
        }
    }

    private void read(ClassTree type, String name) {
        requirements(type.getModifiers())
                .forEach(r -> problems.add(name + " is tagged " + r + " as a whole: tag the methods that show it"));
        boolean built = name.endsWith("Test") || name.endsWith("Properties");
        for (var member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                String test = name + "." + method.getName();
                boolean runs = built
                        && names(method.getModifiers()).anyMatch(RUN::contains)
                        && names(method.getModifiers()).noneMatch("Disabled"::equals);
                for (String requirement : requirements(method.getModifiers())) {
                    if (runs) {
                        credits.add(new TestCredit(requirement, test));
                    } else {
                        problems.add(test + " is tagged " + requirement + " and is no test that runs");
                    }
                }
            } else if (member instanceof ClassTree inner) {
                read(inner, inner.getSimpleName().toString());
            }
        }
    }

    private static Stream<String> names(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream().map(TaggedTests::name);
    }

    private static String name(AnnotationTree annotation) {
        String written = annotation.getAnnotationType().toString();
        return written.substring(written.lastIndexOf('.') + 1);
    }

    private static List<String> requirements(ModifiersTree modifiers) {
        var found = new ArrayList<String>();
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            if (name(annotation).equals("Tag") || name(annotation).equals("Tags")) {
                for (ExpressionTree argument : annotation.getArguments()) {
                    argument.accept(new Texts(), found);
                }
            }
        }
        found.removeIf(text -> !Requirement.NUMBER.matcher(text).matches());
        return found;
    }
}
