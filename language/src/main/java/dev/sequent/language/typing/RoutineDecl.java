package dev.sequent.language.typing;

import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.BlockContext;
import dev.sequent.language.syntax.SequentParser.ExprContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A declared function, procedure or 'before sending', whose body is checked when it is first needed. */
final class RoutineDecl<T> {
    enum Progress {
        WAITING,
        UNDERWAY,
        FINISHED
    }

    private final int index;
    private final String name;
    private final String prefix;
    private final Span span;
    private final @Nullable List<Local> parameters;
    private final @Nullable Type type;
    private final @Nullable ExprContext value;
    private final @Nullable BlockContext block;
    private final String doc;
    private final List<Citation> citations;

    Progress progress = Progress.WAITING;
    /** Null until finished, and when nothing of the body could be used. */
    @Nullable
    T built;
    /** How many calls nest in it at most, including itself. */
    int depth = 1;
    /** Messages whose arrival the body (with all that it calls) needs. */
    final Map<String, Span> arrivals = new LinkedHashMap<>();
    /** What may differ each time that the body (with all that it calls) asks for it: {@code now}, extern functions. */
    final Map<String, Span> varying = new LinkedHashMap<>();
    /** Tables and ranges that the body (with all that it calls) may change. */
    final Set<String> changes = new TreeSet<>();

    /**
     * @param name with the prefix of its module
     * @param parameters null when one of them was wrong
     * @param type null for a procedure, or when it was wrong
     */
    RoutineDecl(
            int index,
            String name,
            String prefix,
            Span span,
            @Nullable List<Local> parameters,
            @Nullable Type type,
            @Nullable ExprContext value,
            @Nullable BlockContext block,
            String doc,
            List<Citation> citations) {
        this.index = index;
        this.name = name;
        this.prefix = prefix;
        this.span = span;
        this.parameters = parameters;
        this.type = type;
        this.value = value;
        this.block = block;
        this.doc = doc;
        this.citations = citations;
    }

    int index() {
        return index;
    }

    String name() {
        return name;
    }

    String prefix() {
        return prefix;
    }

    /** The name in its declaration. */
    Span span() {
        return span;
    }

    @Nullable
    List<Local> parameters() {
        return parameters;
    }

    @Nullable
    Type type() {
        return type;
    }

    @Nullable
    ExprContext value() {
        return value;
    }

    @Nullable
    BlockContext block() {
        return block;
    }

    String doc() {
        return doc;
    }

    List<Citation> citations() {
        return citations;
    }
}
