package dev.sequent.codegen;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of the specification as names of Java, unique within a scope. */
final class Names {
    /** Methods of every object whose signature a routine without parameters, or with {@code now} alone, would take. */
    private static final Set<String> OF_OBJECT =
            Set.of("wait", "notify", "notifyAll", "getClass", "hashCode", "equals", "toString", "clone", "finalize");

    private final Set<String> taken;

    Names() {
        taken = new HashSet<>();
    }

    /** A scope in which the names of the outer one are taken, too. */
    Names(Names outer) {
        taken = new HashSet<>(outer.taken);
    }

    /** Takes names that the generator itself uses. */
    Names reserve(String... names) {
        taken.addAll(Set.of(names));
        return this;
    }

    /** The name, or the nearest one that is free. */
    String claim(String wanted) {
        String name = wanted;
        for (int i = 2; !usable(name); i++) {
            name = wanted + "_" + i;
        }
        taken.add(name);
        return name;
    }

    private boolean usable(String name) {
        return !taken.contains(name) && !SourceVersion.isKeyword(name) && !OF_OBJECT.contains(name);
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
}
