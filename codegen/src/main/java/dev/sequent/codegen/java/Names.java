package dev.sequent.codegen.java;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Names of the specification as names of Java, unique within a scope.
 *
 * <p>What keeps a name of the specification and one of the generator's own apart: within one Java class or one routine
 * both come from one scope; where a method of the generator's own reaches what the specification has named, it does so
 * through {@code this}, an object, or a class, so that its parameters and variables hide nothing.
 */
final class Names {
    /** Words that are keywords in some places only: a method {@code yield} cannot be called by its bare name. */
    private static final Set<String> CONTEXTUAL = Set.of("permits", "record", "sealed", "var", "yield");

    private final @Nullable Names outer;
    private final UnaryOperator<String> fold;
    private final Set<String> taken = new HashSet<>();

    Names() {
        this(null, UnaryOperator.identity());
    }

    /** A scope in which the names of the outer one are taken, too. */
    Names(Names outer) {
        this(outer, UnaryOperator.identity());
    }

    private Names(@Nullable Names outer, UnaryOperator<String> fold) {
        this.outer = outer;
        this.fold = fold;
    }

    /** For names of files: there are file systems on which upper and lower case do not differ. */
    static Names ofFiles() {
        return new Names(null, name -> name.toLowerCase(Locale.ROOT));
    }

    /** Takes names that the generator itself uses. */
    Names reserve(String... names) {
        return reserve(Set.of(names));
    }

    Names reserve(Set<String> names) {
        names.forEach(n -> taken.add(fold.apply(n)));
        return this;
    }

    /** The name, or the nearest one that is free. */
    String claim(String wanted) {
        return claim(wanted, "");
    }

    /** The same; also free, and taken, is the name with that behind it. */
    String claim(String wanted, String behind) {
        String name = wanted;
        for (int i = 2; !usable(name) || !usable(name + behind); i++) {
            name = wanted + "_" + i;
        }
        taken.add(fold.apply(name));
        taken.add(fold.apply(name + behind));
        return name;
    }

    private boolean usable(String name) {
        return free(name) && !word(name) && !Library.OF_OBJECT.contains(name);
    }

    private boolean free(String name) {
        return !taken.contains(fold.apply(name)) && (outer == null || outer.free(name));
    }

    private static boolean word(String name) {
        return SourceVersion.isKeyword(name) || CONTEXTUAL.contains(name);
    }

    /** The last part of a package's name. */
    static String ofPackage(String name) {
        String wanted = same(name).toLowerCase(Locale.ROOT);
        return word(wanted) ? wanted + "_" : wanted;
    }

    /** RFC spelling: {@code SND.UNA} to {@code SND_UNA}. */
    static String same(String name) {
        return name.replace('.', '_').replace('-', '_');
    }

    static String constant(String name) {
        return same(name).toUpperCase(Locale.ROOT);
    }

    /** {@code send-challenge-ack} to {@code sendChallengeAck}, {@code SYN-SENT} to {@code synSent}. */
    static String camel(String name) {
        String pascal = pascal(name);
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    }

    /** {@code SEGMENT} to {@code Segment}, {@code SynCache} to itself. */
    static String pascal(String name) {
        var out = new StringBuilder();
        for (String part : name.split("[-._]")) {
            if (part.isEmpty()) {
                continue;
            }
            boolean shout = part.equals(part.toUpperCase(Locale.ROOT));
            out.append(part.substring(0, 1).toUpperCase(Locale.ROOT));
            out.append(shout ? part.substring(1).toLowerCase(Locale.ROOT) : part.substring(1));
        }
        if (out.isEmpty() || !Character.isJavaIdentifierStart(out.charAt(0))) {
            out.insert(0, 'X');
        }
        return out.toString();
    }

    /** The name that something was given when all were chosen. */
    static <K> String chosen(Map<K, String> names, K key) {
        String name = names.get(key);
        if (name == null) {
            throw new IllegalStateException("no name was chosen for " + key);
        }
        return name;
    }
}
