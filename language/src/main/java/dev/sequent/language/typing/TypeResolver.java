package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.ParameterContext;
import dev.sequent.language.syntax.SequentParser.ParametersContext;
import dev.sequent.language.syntax.SequentParser.SimpleTypeContext;
import dev.sequent.language.syntax.SequentParser.TypeContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From written types to types. */
final class TypeResolver {
    static final int LARGEST_CAPACITY = 4096;
    /** {@code dev.sequent.runtime.Machine.call} and {@code Effects.effect} carry this many. */
    static final int MOST_PARAMETERS = 4;

    private static final Map<String, Type> WORDS = Map.of(
            "bool", Type.BOOL,
            "u8", Type.U8,
            "u16", Type.U16,
            "u32", Type.U32,
            "u64", Type.U64,
            "int", Type.INT,
            "seq", Type.SEQ,
            "duration", Type.DURATION,
            "time", Type.TIME);

    private final ProtocolScope protocol;

    TypeResolver(ProtocolScope protocol) {
        this.protocol = protocol;
    }

    /** Any type. */
    @Nullable
    Type resolve(TypeContext context) {
        Type type = simple(context.simpleType());
        if (type == null || context.optional == null) {
            return type;
        }
        if (type instanceof Type.Ranges) {
            protocol.session.report(TypeMessages.optionalRanges(Spans.of(context)));
            return null;
        }
        return new Type.Optional(type);
    }

    /** A type whose values are passed along: everything but ranges. */
    @Nullable
    Type value(TypeContext context) {
        Type type = resolve(context);
        if (type instanceof Type.Ranges) {
            protocol.session.report(TypeMessages.rangesOnlyAsVariable(Spans.of(context)));
            return null;
        }
        return type;
    }

    /** A type that is a single number: neither ranges nor optional. */
    @Nullable
    Type scalar(TypeContext context, String where) {
        Type type = value(context);
        if (type instanceof Type.Optional) {
            protocol.session.report(TypeMessages.optionalNotHere(Spans.of(context), where));
            return null;
        }
        return type;
    }

    @Nullable
    Type simple(SimpleTypeContext context) {
        if (context.name() != null) {
            String name = context.name().getText();
            Type.Enum found = protocol.enums.get(name);
            if (found == null && !protocol.session.excused(name) && !protocol.enums.has(name)) {
                var known = new ArrayList<>(WORDS.keySet());
                known.addAll(protocol.enums.names());
                protocol.session.report(NameMessages.unknown("type", name, Spans.of(context), known));
            }
            return found;
        }
        if (context.INT() != null) {
            long capacity = Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
            if (capacity < 1 || capacity > LARGEST_CAPACITY) {
                protocol.session.report(TypeMessages.capacity(Spans.of(context.INT()), LARGEST_CAPACITY));
                return null;
            }
            return new Type.Ranges((int) capacity);
        }
        return WORDS.get(context.getText());
    }

    /** Parameters of a function or procedure. Null when one of them is wrong. */
    @Nullable
    List<Local> parameters(@Nullable ParametersContext context) {
        return parameters(context, false, "");
    }

    /** Parameters that are passed to the runtime: at most four, all scalars. */
    @Nullable
    List<Local> scalarParameters(@Nullable ParametersContext context, String where) {
        if (context != null && context.parameter().size() > MOST_PARAMETERS) {
            protocol.session.report(TypeMessages.tooManyParameters(
                    Spans.of(context.parameter(MOST_PARAMETERS)), where, MOST_PARAMETERS));
            return null;
        }
        return parameters(context, true, where);
    }

    private @Nullable List<Local> parameters(@Nullable ParametersContext context, boolean scalars, String where) {
        if (context == null) {
            return List.of();
        }
        var result = new ArrayList<Local>();
        var names = new SymbolTable<Local>("parameter");
        boolean wrong = false;
        for (ParameterContext parameter : context.parameter()) {
            // Without a type it is a syntax error, of which the parser has spoken.
            if (parameter.type() == null || parameter.name() == null) {
                wrong = true;
                continue;
            }
            Type type = scalars ? scalar(parameter.type(), where) : value(parameter.type());
            String name = parameter.name().getText();
            if (!names.claim(name, Spans.of(parameter.name()), protocol.session) || type == null) {
                wrong = true;
                continue;
            }
            result.add(new Local(result.size(), name, type, false, Spans.of(parameter.name())));
        }
        return wrong ? null : List.copyOf(result);
    }
}
