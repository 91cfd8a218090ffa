package dev.sequent.cli;

import static java.util.stream.Collectors.toCollection;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Classes, methods, constructors and fields that nothing uses but they themselves. A field that is only written is not
 * used; a method that overrides another one is used where that one is; so is what the JVM, picocli, or a record's own
 * members call. What a class file does not tell (a constant stands in it as its value, a class that is loaded by its
 * name as a string) is looked up in the sources.
 */
final class UnusedMembers {
    /** For each name the source files that speak of it. */
    private final Map<String, Set<String>> mentions = new HashMap<>();

    /** @param sources all in which the classes may be used */
    UnusedMembers(Iterable<? extends JavaFileObject> sources) throws IOException {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> {}, null, null, sources);
        for (CompilationUnitTree unit : task.parse()) {
            new Mentions(unit.getSourceFile().getName()).scan(unit, null);
        }
    }

    private final class Mentions extends TreeScanner<Void, Void> {
        private final String file;

        Mentions(String file) {
            this.file = file;
        }

        private void mention(CharSequence name) {
            mentions.computeIfAbsent(name.toString(), n -> new HashSet<>()).add(file);
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
            mention(tree.getName());
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
            mention(tree.getIdentifier());
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Void unused) {
            if (tree.getValue() instanceof String text) {
                mention(text);
            }
            return null;
        }

        @Override
        public Void visitImport(ImportTree tree, Void unused) {
            return null;
        }
    }

    /** Each with its kind, for instance {@code method a.b.C.d(int)}. */
    Set<String> of(Stream<JavaClass> classes) {
        return classes.filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .flatMap(type -> isUsed(type) ? members(type) : Stream.of("class " + type.getName()))
                .collect(toCollection(TreeSet::new));
    }

    private Stream<String> members(JavaClass type) {
        return type.getMembers().stream()
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(member -> member.getAnnotations().stream()
                        .noneMatch(a -> a.getRawType().getPackageName().startsWith("picocli")))
                .filter(member -> !isUsed(member))
                .map(member -> kind(member) + " " + member.getFullName());
    }

    private static String kind(JavaMember member) {
        return member instanceof JavaField ? "field" : member instanceof JavaMethod ? "method" : "constructor";
    }

    private boolean isUsed(JavaClass type) {
        return type.getSimpleName().equals("package-info")
                || type.tryGetMethod("main", String[].class).isPresent()
                || type.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .anyMatch(user -> !isInside(user, type))
                || mentions.getOrDefault(type.getSimpleName(), Set.of()).stream()
                        .anyMatch(file -> !file.endsWith("/" + topLevel(type).getSimpleName() + ".java"));
    }

    private static boolean isInside(JavaClass inner, JavaClass outer) {
        return inner.equals(outer)
                || inner.getEnclosingClass()
                        .filter(around -> isInside(around, outer))
                        .isPresent();
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(UnusedMembers::topLevel).orElse(type);
    }

    private boolean isUsed(JavaMember member) {
        return switch (member) {
            case JavaField field -> isRead(field);
            case JavaConstructor made ->
                isGiven(made) || made.getRawParameterTypes().isEmpty() || isCalled(made);
            case JavaMethod method -> isGiven(method) || isCalled(method) || overrides(method);
            default -> throw new IllegalArgumentException(member.getFullName());
        };
    }

    private boolean isRead(JavaField field) {
        JavaClass owner = field.getOwner();
        boolean component = owner.isRecord() && !field.getModifiers().contains(JavaModifier.STATIC);
        return component
                || field.getName().equals("serialVersionUID")
                || standsInSources(field) && mentions.containsKey(field.getName())
                || field.getAccessesToSelf().stream()
                        .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET)
                        .anyMatch(access -> !access.getOrigin().getName().equals("$values"));
    }

    /**
     * Is it a constant that the compiler may have put in place of its name, or one of an enum, which may be found among
     * all?
     */
    private static boolean standsInSources(JavaField field) {
        boolean literal = field.getRawType().isPrimitive() || field.getRawType().isEquivalentTo(String.class);
        boolean constant = field.getModifiers().containsAll(Set.of(JavaModifier.STATIC, JavaModifier.FINAL));
        return constant && (literal || field.getModifiers().contains(JavaModifier.ENUM));
    }

    private static boolean isCalled(JavaCodeUnit unit) {
        return unit.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOrigin().equals(unit));
    }

    /** Does it come with its class, written or not? */
    private static boolean isGiven(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        String name = unit.getName();
        return name.equals("main")
                || owner.isEnum()
                        && (unit.isConstructor() || Set.of("values", "valueOf").contains(name))
                || owner.isRecord()
                        && (unit.isConstructor() || owner.tryGetField(name).isPresent());
    }

    private static boolean overrides(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .flatMap(above -> above.getMethods().stream())
                .anyMatch(above -> above.getName().equals(method.getName())
                        && above.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }
}
